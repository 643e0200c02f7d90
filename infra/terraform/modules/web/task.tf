locals {
  environment = merge({
    NODE_ENV         = "production"
    NEXTAUTH_URL     = var.public_url
    PUBLIC_URL       = var.public_url
    KAFKA_BROKERS    = var.kafka.brokers
    KAFKA_SECURITY   = "iam"
    S3_REGION        = data.aws_region.current.region
    S3_SOURCE_BUCKET = var.buckets.names.source
    S3_MEDIA_BUCKET  = var.buckets.names.media
    LAUNCHER         = "ecs"
    # The load balancer, and CloudFront's interfaces in the VPC: both write X-Forwarded-For.
    TRUSTED_PROXIES = var.network.vpc_cidr
    # A port that the load balancer does not know: the collector alone may reach it.
    WEB_METRICS_PORT = tostring(local.metrics_port)
    METRICS_HOST     = "0.0.0.0"
    }, var.media == null ? {} : {
    CLOUDFRONT_MEDIA_URL = var.media.url
    CLOUDFRONT_KEY_ID    = var.media.key_id
  }, var.settings)

  secrets = merge({
    DATABASE_URL = var.database_url_secret_arn
    AUTH_SECRET  = module.auth_secret.arn
    GRANT_SECRET = module.grant_secret.arn
    },
    { for secret in module.webhook_secret : "WEBHOOK_SECRET" => secret.arn },
    { for secret in module.media_key : "CLOUDFRONT_PRIVATE_KEY" => secret.arn },
  )
}

data "aws_region" "current" {}

module "task" {
  source  = "../task"
  name    = "${var.name}-web"
  program = "web"
  image   = var.image
  # As `npm run up` starts it: infra/local/programs/node-args.ts tells why.
  command = [
    "node", "--max-semi-space-size=4",
    "node_modules/next/dist/bin/next", "start", "-H", "0.0.0.0", "-p", tostring(local.port),
  ]
  size        = var.size
  runtime     = var.runtime
  port        = local.port
  environment = local.environment
  secrets     = local.secrets
  # Where Next.js keeps what it renders again.
  writable_paths = ["/app/.next/cache", "/tmp"]
  health_command = [
    "node", "-e",
    "fetch('http://127.0.0.1:${local.port}/api/health/live').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))",
  ]
  policy_json = data.aws_iam_policy_document.this.json
}

module "service" {
  source                  = "../service"
  name                    = "${var.name}-web"
  cluster                 = var.cluster
  task_definition_arn     = module.task.definition_arn
  container_name          = "web"
  subnet_ids              = var.network.subnet_ids
  security_group_id       = var.network.security_group_id
  registry_arn            = var.registry_arn
  is_behind_load_balancer = true
  load_balancer = {
    # By the listener: a target group that no listener sends to takes no tasks.
    target_group_arn    = aws_lb_listener.this.default_action[0].target_group_arn
    port                = local.port
    arn_suffix          = aws_lb.this.arn_suffix
    target_group_suffix = aws_lb_target_group.this.arn_suffix
  }
  scaling                 = var.scaling
  grace_seconds           = var.runtime.health_check.grace_seconds
  minimum_healthy_percent = var.deployment.minimum_healthy_percent
  can_exec                = var.runtime.can_exec
}
