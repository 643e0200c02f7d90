output "url_secret_arn" {
  description = "The secret that holds DATABASE_URL."
  value       = aws_secretsmanager_secret.url.arn
}

output "identifier" {
  description = "The instance, as its metrics name it."
  value       = aws_db_instance.this.identifier
}
