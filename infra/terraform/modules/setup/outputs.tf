output "task" {
  description = "What to run for one-off work."
  value       = { family = module.task.family, definition_arn = module.task.definition_arn }
}

output "admin_password_secret_arn" {
  description = "Where the first admin's password is."
  value       = module.admin_password.arn
}

output "container" {
  description = "The container's definition, for tests."
  value       = module.task.container
}

output "log_group" {
  description = "Where its log goes."
  value       = module.task.log_group
}
