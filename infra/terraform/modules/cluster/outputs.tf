output "arn" {
  description = "The ECS cluster."
  value       = aws_ecs_cluster.this.arn

  # Nothing starts on capacity that the cluster does not have yet.
  depends_on = [aws_ecs_cluster_capacity_providers.this]
}

output "name" {
  description = "The ECS cluster's name."
  value       = aws_ecs_cluster.this.name
}

output "registry_arns" {
  description = "Where services register their addresses, by program."
  value       = { for program, registry in aws_service_discovery_service.this : program => registry.arn }
}

output "host_names" {
  description = "Names inside the VPC, by program."
  value = {
    for program, registry in aws_service_discovery_service.this :
    program => "${registry.name}.${aws_service_discovery_private_dns_namespace.this.name}"
  }
}
