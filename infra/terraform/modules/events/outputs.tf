locals {
  is_provisioned = var.kind == "provisioned"
  cluster_arn    = local.is_provisioned ? aws_msk_cluster.this[0].arn : aws_msk_serverless_cluster.this[0].arn
}

output "brokers" {
  description = "KAFKA_BROKERS: where programs reach Kafka with IAM."
  value = (local.is_provisioned
    ? aws_msk_cluster.this[0].bootstrap_brokers_sasl_iam
    : aws_msk_serverless_cluster.this[0].bootstrap_brokers_sasl_iam
  )
}

output "cluster_arn" {
  description = "The cluster; ARNs of its topics and groups are made of it."
  value       = local.cluster_arn
}

output "cluster_name" {
  description = "The cluster, as its metrics name it."
  value       = var.name
}
