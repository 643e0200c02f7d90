output "service_name" {
  description = "The service, as its metrics name it."
  value       = module.service.name
}

output "container" {
  description = "The container's definition, for tests."
  value       = module.task.container
}

output "metrics_port" {
  description = "Where it serves its figures."
  value       = local.metrics_port
}

output "log_group" {
  description = "Where its log goes."
  value       = module.task.log_group
}
