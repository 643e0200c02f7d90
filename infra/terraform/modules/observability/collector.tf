# Scrapes what Prometheus would, and writes it to CloudWatch as metrics embedded in a log: alarms need nothing else.
locals {
  # What alarms and charts ask for without a label, and no more: each costs by the month.
  plain_metrics = ["sluice_outbox_oldest_seconds", "sluice_outbox_waiting_messages", "sluice_dead_letters_open_messages"]

  collector_config = {
    receivers = {
      prometheus = {
        config = {
          scrape_configs = [for program, target in var.collector.targets : {
            job_name        = program
            scrape_interval = "30s"
            metrics_path    = target.path
            # Each address behind the name is a task.
            dns_sd_configs = [{ names = [target.host], type = "A", port = target.port, refresh_interval = "15s" }]
            metric_relabel_configs = [
              { target_label = "System", replacement = var.name },
              { source_labels = ["__name__"], regex = "sluice_(outbox|backlog|dead_letters|open_tasks|attempts).*", action = "keep" },
            ]
          }]
        }
      }
    }
    processors = { batch = { timeout = "30s" } }
    exporters = {
      awsemf = {
        namespace               = var.name
        region                  = data.aws_region.current.region
        log_group_name          = aws_cloudwatch_log_group.metrics.name
        log_stream_name         = "collector"
        dimension_rollup_option = "NoDimensionRollup"
        metric_declarations = [
          { dimensions = [["System"]], metric_name_selectors = local.plain_metrics },
          { dimensions = [["System", "outcome"]], metric_name_selectors = ["sluice_attempts_ended_total"] },
          { dimensions = [["System", "kind", "status"]], metric_name_selectors = ["sluice_open_tasks"] },
          { dimensions = [["System", "urgency"]], metric_name_selectors = ["sluice_backlog_oldest_seconds"] },
        ]
      }
    }
    service = {
      pipelines = { metrics = { receivers = ["prometheus"], processors = ["batch"], exporters = ["awsemf"] } }
    }
  }
}

resource "aws_cloudwatch_log_group" "metrics" {
  name              = "/${var.name}/metrics"
  retention_in_days = var.runtime.log_retention_days
}

data "aws_iam_policy_document" "collector" {
  statement {
    sid       = "WriteMetrics"
    actions   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.metrics.arn}:*"]
  }
}

module "collector_task" {
  source         = "../task"
  name           = "${var.name}-collector"
  program        = "collector"
  image          = var.collector.image
  command        = []
  size           = { cpu = 256, memory_mib = 512 }
  runtime        = merge(var.runtime, { can_exec = false })
  environment    = { AOT_CONFIG_CONTENT = yamlencode(local.collector_config) }
  writable_paths = ["/tmp"]
  policy_json    = data.aws_iam_policy_document.collector.json
}

resource "aws_ecs_service" "collector" {
  name            = "${var.name}-collector"
  cluster         = var.collector.cluster.arn
  task_definition = module.collector_task.definition_arn
  # One: two would count everything twice.
  desired_count                      = 1
  deployment_minimum_healthy_percent = 0
  deployment_maximum_percent         = 100
  propagate_tags                     = "SERVICE"

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  # What it misses in two minutes is a gap in a chart.
  capacity_provider_strategy {
    capacity_provider = "FARGATE_SPOT"
    weight            = 1
  }

  network_configuration {
    subnets          = var.collector.subnet_ids
    security_groups  = [var.collector.security_group_id]
    assign_public_ip = false
  }
}
