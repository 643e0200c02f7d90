output "policy_json" {
  description = "What an actor may do on Kafka, to be joined with its other rights."
  value       = data.aws_iam_policy_document.this.json
}
