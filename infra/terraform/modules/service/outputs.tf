output "name" {
  description = "The service, as its metrics name it."
  value       = aws_ecs_service.this.name
}
