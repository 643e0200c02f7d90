data "aws_region" "current" {}

locals {
  # A file of its own, for tests/integration/ecs-launch.test.ts to run workers by.
  container = jsondecode(file("${path.module}/container.json"))
}

module "task" {
  source  = "../task"
  name    = "${var.name}-transcoder"
  program = "transcoder"
  image   = var.image
  command = local.container.command
  size    = var.size
  # No door into what runs strangers' files.
  runtime = merge(var.runtime, { can_exec = false })
  # Their id, their one-use ticket and how long they may idle are told by whoever launches them.
  environment = merge(local.container.environment, {
    WEB_URL       = "http://${var.web_host}:3000"
    KAFKA_BROKERS = var.kafka.brokers
    S3_REGION     = data.aws_region.current.region
  })
  writable_paths = ["/work", "/tmp"]
  policy_json    = data.aws_iam_policy_document.this.json
  # An orchestrator that is being replaced launches the revision that it was started with.
  keep_old_revisions = true
}
