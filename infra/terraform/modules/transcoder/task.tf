data "aws_region" "current" {}

module "task" {
  source       = "../task"
  name         = "${var.name}-transcoder"
  program      = "transcoder"
  repository   = var.image.repository
  image_digest = var.image.digest
  command = [
    "node", "--disable-warning=TimeoutNegativeWarning", "--max-semi-space-size=4", "transcoder/src/main.ts",
  ]
  size             = var.size
  cpu_architecture = var.runtime.cpu_architecture
  # Its id, its one-use ticket and how long it may idle are told by whoever launches it.
  environment = {
    NODE_ENV       = "production"
    WEB_URL        = "http://${var.web_host}:3000"
    KAFKA_BROKERS  = var.kafka.brokers
    KAFKA_SECURITY = "iam"
    S3_REGION      = data.aws_region.current.region
    WORK_DIR       = "/work"
  }
  writable_paths = ["/work", "/tmp"]
  health_check   = var.runtime.health_check
  policy_json    = data.aws_iam_policy_document.this.json
  # No door into what runs strangers' files.
  can_exec           = false
  log_retention_days = var.runtime.log_retention_days
  # An orchestrator that is being replaced launches the revision that it was started with.
  keep_old_revisions = true
}
