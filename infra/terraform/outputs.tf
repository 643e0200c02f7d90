output "public_url" {
  description = "The address that people open."
  value       = module.delivery.public_url
}

output "region" {
  description = "Where all of it runs."
  value       = var.region
}

output "cluster_name" {
  description = "The ECS cluster."
  value       = module.cluster.name
}

output "service_names" {
  description = "The ECS services, by program."
  value       = { web = module.web.service_name, orchestrator = module.orchestrator.service_name }
}

output "repository_urls" {
  description = "Where images are pushed, by program."
  value       = module.registry.repository_urls
}

output "setup_task" {
  description = "What to run for migrations (its own command), topics and dead letters (by a command override), and where."
  value = {
    family            = module.setup.task.family
    subnet_ids        = module.network.private_subnet_ids
    security_group_id = module.network.security_group_ids["setup"]
  }
}

output "log_groups" {
  description = "Where logs go, by program."
  value = {
    web          = module.web.log_group
    orchestrator = module.orchestrator.log_group
    transcoder   = module.transcoder.log_group
    setup        = module.setup.log_group
  }
}

output "buckets" {
  description = "Names of the buckets: source and media."
  value       = module.storage.bucket_names
}

output "kafka_brokers" {
  description = "Where programs inside the VPC reach Kafka."
  value       = module.events.brokers
}

output "secret_arns" {
  description = "Where secrets are; their values are in no state."
  value       = { database_url = module.database.url_secret_arn, admin_password = module.setup.admin_password_secret_arn }
}

output "admin_email" {
  description = "Who signs in first."
  value       = var.admin_email
}

output "alarm_names" {
  description = "All alarms that somebody is told of."
  value       = module.observability.alarm_names
}

output "dashboard_name" {
  description = "The dashboard in CloudWatch."
  value       = module.observability.dashboard_name
}

output "distribution_id" {
  description = "The CloudFront distribution."
  value       = module.delivery.distribution.id
}

output "media_key_ids" {
  description = "CloudFront's ids of the keys that addresses of media are signed with, by name."
  value       = module.delivery.media_key_ids
}

output "bastion_instance_id" {
  description = "For `aws ssm start-session --target`, where there is a bastion."
  value       = one(module.bastion[*].instance_id)
}
