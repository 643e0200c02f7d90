output "vpc_id" {
  description = "The VPC."
  value       = aws_vpc.this.id
}

output "private_subnet_ids" {
  description = "Subnets of the programs and the load balancer, one for each zone."
  value       = aws_subnet.private[*].id

  # What starts there wants its way out, and CloudFront's VPC origin the gateway.
  depends_on = [aws_internet_gateway.this, aws_route.to_nat, aws_route_table_association.private]
}

output "data_subnet_ids" {
  description = "Subnets of MySQL and Kafka, without a way out, one for each zone."
  value       = aws_subnet.data[*].id
}

output "security_group_ids" {
  description = "The security group of each actor, by its name."
  value       = { for actor, group in aws_security_group.this : actor => group.id }
}

output "flows" {
  description = "Who may open connections to whom, as names, for tests and for people."
  value       = keys(local.flows_by_name)
}
