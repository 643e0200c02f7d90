output "task" {
  description = "What the orchestrator needs to launch workers: the definition, its family and the roles to pass."
  value = {
    definition_arn = module.task.definition_arn
    family_arn     = module.task.family_arn
    family         = module.task.family
    role_arns      = module.task.role_arns
  }
}

output "container" {
  description = "The container's definition, for tests."
  value       = module.task.container
}

output "log_group" {
  description = "Where workers' logs go."
  value       = module.task.log_group
}
