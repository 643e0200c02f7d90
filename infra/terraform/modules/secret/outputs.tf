output "arn" {
  description = "The secret, for task definitions and for the role that may read it."
  value       = aws_secretsmanager_secret.this.arn
}
