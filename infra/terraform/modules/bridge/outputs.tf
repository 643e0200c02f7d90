output "function_name" {
  description = "The Lambda, as its metrics name it."
  value       = aws_lambda_function.this.function_name
}

output "dead_letter_queue" {
  description = "The queue of what could not be carried, as its metrics name it."
  value       = aws_sqs_queue.dead_letters.name
}
