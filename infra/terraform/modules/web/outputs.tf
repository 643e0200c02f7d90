output "load_balancer" {
  description = "What CloudFront needs of the load balancer, and its names in metrics."
  value = {
    arn                 = aws_lb.this.arn
    dns_name            = aws_lb.this.dns_name
    zone_id             = aws_lb.this.zone_id
    arn_suffix          = aws_lb.this.arn_suffix
    target_group_suffix = aws_lb_target_group.this.arn_suffix
  }
}

output "service_name" {
  description = "The service, as its metrics name it."
  value       = module.service.name
}

output "container" {
  description = "The container's definition, for tests."
  value       = module.task.container
}

output "log_group" {
  description = "Where web's log goes."
  value       = module.task.log_group
}

output "metrics_port" {
  description = "Where each task serves its figures."
  value       = local.metrics_port
}
