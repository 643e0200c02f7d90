locals {
  # One for each actor; what is not in the tables below is not let through.
  actors = {
    load-balancer = "The way in: CloudFront alone."
    web           = "Pages, API and the media gate."
    orchestrator  = "Plans, launches, sweeps and sends webhooks."
    transcoder    = "Workers: they run FFmpeg on what strangers upload."
    setup         = "One-off tasks: migrations, topics, dead letters."
    bridge        = "Lambda that carries events into Kafka."
    collector     = "Scrapes metrics of the programs."
    database      = "MySQL."
    kafka         = "MSK."
    endpoints     = "AWS services inside the VPC."
  }

  # from, to, port.
  flows = [
    ["load-balancer", "web", 3000],
    ["transcoder", "web", 3000],
    ["collector", "web", 9465],
    ["collector", "orchestrator", 9464],
    ["web", "database", 3306],
    ["orchestrator", "database", 3306],
    ["setup", "database", 3306],
    # 9098: MSK's port for IAM.
    ["web", "kafka", 9098],
    ["orchestrator", "kafka", 9098],
    ["transcoder", "kafka", 9098],
    ["setup", "kafka", 9098],
    ["bridge", "kafka", 9098],
    ["web", "endpoints", 443],
    ["orchestrator", "endpoints", 443],
    ["transcoder", "endpoints", 443],
    ["setup", "endpoints", 443],
    ["collector", "endpoints", 443],
  ]
  flows_by_name = { for flow in local.flows : "${flow[0]}-to-${flow[1]}" => { from = flow[0], to = flow[1], port = flow[2] } }

  # AWS's own API and, for the orchestrator, people's webhooks. Where the VPC has its own endpoints, workers need
  # nothing out there, and what FFmpeg is tricked into has nowhere to go.
  reach_internet = concat(
    ["web", "orchestrator", "setup", "collector"],
    length(var.interface_endpoints) == 0 ? ["transcoder"] : [],
  )
}

resource "aws_security_group" "this" {
  #checkov:skip=CKV2_AWS_5:Each is attached by the module of its actor, which checkov does not follow through for_each
  for_each    = local.actors
  name        = "${var.name}-${each.key}"
  description = each.value
  vpc_id      = aws_vpc.this.id
  tags        = { Name = "${var.name}-${each.key}" }

  # A renamed group is made before the old one goes: tasks hold it.
  lifecycle {
    create_before_destroy = true
  }
}
