output "definition_arn" {
  description = "The newest revision."
  value       = aws_ecs_task_definition.this.arn
}

output "family_arn" {
  description = "The task definition without its revision."
  value       = aws_ecs_task_definition.this.arn_without_revision
}

output "role_arns" {
  description = "The program's own role and the one that starts it: whoever starts tasks must be allowed to pass both."
  value       = [aws_iam_role.task.arn, aws_iam_role.execution.arn]
}

output "family" {
  description = "Name of the task definition."
  value       = aws_ecs_task_definition.this.family
}

output "container" {
  description = "The container's definition, for tests."
  value       = local.container
}

output "log_group" {
  description = "Where the program's log goes."
  value       = aws_cloudwatch_log_group.this.name
}
