data "aws_region" "current" {}

locals {
  # A file of its own, for tests/integration/ecs-launch.test.ts to run workers by. Their id, their one-use ticket and how
  # long they may idle are told by whoever launches them.
  container = jsondecode(templatefile("${path.module}/container.json", {
    web_host      = var.web_host
    kafka_brokers = var.kafka.brokers
    region        = data.aws_region.current.region
  }))
}

module "task" {
  source  = "../task"
  name    = "${var.name}-transcoder"
  program = "transcoder"
  image   = var.image
  command = local.container.command
  size    = var.size
  # No door into what runs strangers' files.
  runtime        = merge(var.runtime, { can_exec = false })
  environment    = local.container.environment
  writable_paths = ["/work", "/tmp"]
  policy_json    = data.aws_iam_policy_document.this.json
  # An orchestrator that is being replaced launches the revision that it was started with.
  keep_old_revisions = true
}
