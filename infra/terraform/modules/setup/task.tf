# What operators and deployments run once: migrations (its own command), topics and dead letters (by a command override).
module "admin_password" {
  source        = "../secret"
  name          = "${var.name}/admin-password"
  description   = "Password of the first admin, for whoever deployed this"
  recovery_days = var.secret_recovery_days
}

module "task" {
  source  = "../task"
  name    = "${var.name}-setup"
  program = "setup"
  image   = var.image
  command = ["node", "src/server/db/migrate.ts"]
  # The smallest that Fargate has: it waits for MySQL and Kafka.
  size    = { cpu = 256, memory_mib = 512 }
  runtime = var.runtime
  environment = {
    NODE_ENV       = "production"
    KAFKA_BROKERS  = var.kafka.brokers
    KAFKA_SECURITY = "iam"
    ADMIN_EMAIL    = var.admin_email
  }
  secrets = {
    DATABASE_URL   = var.database_url_secret_arn
    ADMIN_PASSWORD = module.admin_password.arn
  }
  writable_paths = ["/tmp"]
  policy_json    = module.kafka_access.policy_json
}

# It makes the topics; dead letters it reads, and puts back on the topic they came from.
module "kafka_access" {
  source            = "../kafka-access"
  cluster_arn       = var.kafka.cluster_arn
  create_topics     = ["video.*", "transcode.*", "s3.*", "ecs.*"]
  read_topics       = ["*.dlq"]
  write_topics      = ["video.*", "transcode.*", "s3.*", "ecs.*"]
  disposable_groups = ["sluice-reader-*"]
}
