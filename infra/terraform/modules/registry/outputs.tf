output "repository_urls" {
  description = "Where images are pushed, by program."
  value       = { for program, repository in aws_ecr_repository.this : program => repository.repository_url }
}

output "repository_arns" {
  description = "The repositories, by program, for the roles that pull from them."
  value       = { for program, repository in aws_ecr_repository.this : program => repository.arn }
}
