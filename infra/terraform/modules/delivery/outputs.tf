output "public_url" {
  description = "The address that people open."
  value       = "https://${local.has_domain ? var.domain.name : aws_cloudfront_distribution.this.domain_name}"
}

output "distribution" {
  description = "The distribution: its ARN for the media bucket, its id for metrics and invalidations."
  value       = { arn = aws_cloudfront_distribution.this.arn, id = aws_cloudfront_distribution.this.id }
}

output "load_balancer_certificate_arn" {
  description = "The load balancer's certificate, or null without a domain."
  value       = local.has_domain ? aws_acm_certificate_validation.this["load-balancer"].certificate_arn : null
}

output "media_key_ids" {
  description = "CloudFront's ids of the keys that addresses are signed with, by name."
  value       = { for name, key in aws_cloudfront_public_key.media : name => key.id }
}
