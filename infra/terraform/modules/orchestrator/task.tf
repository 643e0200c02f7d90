data "aws_region" "current" {}

# Put in by an operator before the first deployment with mail: Terraform never sees it.
module "smtp_url" {
  source        = "../secret"
  count         = var.mail == null ? 0 : 1
  name          = "${var.name}/smtp-url"
  description   = "SMTP_URL: smtps://user:password@host:465"
  generated     = false
  recovery_days = var.secret_recovery_days
}

locals {
  metrics_port = 9464

  environment = merge({
    NODE_ENV         = "production"
    PUBLIC_URL       = var.public_url
    WEB_INTERNAL_URL = "http://${var.web_host}:3000"
    KAFKA_BROKERS    = var.kafka.brokers
    KAFKA_SECURITY   = "iam"
    S3_REGION        = data.aws_region.current.region
    S3_SOURCE_BUCKET = var.buckets.names.source
    S3_MEDIA_BUCKET  = var.buckets.names.media
    METRICS_PORT     = tostring(local.metrics_port)
    METRICS_HOST     = "0.0.0.0"

    LAUNCHER            = "ecs"
    ECS_CLUSTER         = var.cluster.arn
    ECS_TASK_DEFINITION = var.transcoder.definition_arn
    ECS_CONTAINER       = "transcoder"
    ECS_SUBNETS         = join(",", var.network.subnet_ids)
    ECS_SECURITY_GROUPS = var.network.worker_security_group_id
    WORKERS             = tostring(var.workers.largest)
    WORKERS_MIN         = tostring(var.workers.smallest)
    WORKER_IDLE_SECONDS = tostring(var.workers.idle_seconds)

    # Where letters go while there is no mail server: lost with the task, which is why mail should be set.
    MAIL_DIR = "/work/mail"
  }, var.mail == null ? {} : { MAIL_FROM = var.mail.from }, var.settings)

  secrets = merge(
    { DATABASE_URL = var.database_url_secret_arn },
    { for secret in module.smtp_url : "SMTP_URL" => secret.arn },
  )
}

module "task" {
  source  = "../task"
  name    = "${var.name}-orchestrator"
  program = "orchestrator"
  image   = var.image
  command = [
    "node", "--max-semi-space-size=4", "src/server/orchestrator/main.ts",
  ]
  size           = var.size
  runtime        = var.runtime
  port           = local.metrics_port
  environment    = local.environment
  secrets        = local.secrets
  writable_paths = ["/work", "/tmp"]
  # Any answer will do, a 404 too: reading the figures asks MySQL, whose absence must not end the orchestrator.
  health_command = [
    "node", "-e", "fetch('http://127.0.0.1:${local.metrics_port}/').then(() => process.exit(0), () => process.exit(1))",
  ]
  policy_json = data.aws_iam_policy_document.this.json
}

module "service" {
  source                  = "../service"
  name                    = "${var.name}-orchestrator"
  cluster                 = var.cluster
  task_definition_arn     = module.task.definition_arn
  container_name          = "orchestrator"
  subnet_ids              = var.network.subnet_ids
  security_group_id       = var.network.security_group_id
  registry_arn            = var.registry_arn
  scaling                 = var.scaling
  grace_seconds           = var.runtime.health_check.grace_seconds
  minimum_healthy_percent = var.minimum_healthy_percent
  can_exec                = var.runtime.can_exec
}
