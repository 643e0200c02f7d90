output "bucket_names" {
  description = "Names of the buckets, by what they hold: source and media."
  value       = { for kind, bucket in aws_s3_bucket.this : kind => bucket.bucket }
}

output "bucket_arns" {
  description = "ARNs of the buckets, by what they hold."
  value       = { for kind, bucket in aws_s3_bucket.this : kind => bucket.arn }
}

output "media_domain_name" {
  description = "Where CloudFront fetches media."
  value       = aws_s3_bucket.this["media"].bucket_regional_domain_name
}
