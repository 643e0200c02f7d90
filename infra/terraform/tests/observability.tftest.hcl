provider "aws" {
  region = "us-east-1"
}

variables {
  name               = "sluice-test"
  alarm_emails       = ["ops@example.com"]
  monthly_budget_usd = 250
  thresholds         = { backlog_age_seconds = 60, failed_tasks = 5, error_percent = 5, database_cpu_percent = 90, database_free_gb = 5, kafka_lag_messages = 1000, kafka_disk_used_percent = 80 }
  sources            = { cluster = "sluice-test", web_service = "web", orchestrator_service = "orchestrator", load_balancer = "app/test/1", target_group = "targetgroup/web/1", database = "sluice-test", kafka = "sluice-test", kafka_brokers = 3, bridge = "bridge", bridge_dead_letters = "bridge-dlq" }
  runtime            = { cpu_architecture = "X86_64", health_check = { interval_seconds = 30, failures = 3, grace_seconds = 300 }, log_retention_days = 30, can_exec = true }
  collector = {
    image             = { repository = { url = "test", arn = "arn:aws:ecr:us-east-1:123456789012:repository/test" }, digest = "sha256:0000000000000000000000000000000000000000000000000000000000000001" }
    cluster           = { arn = "arn:aws:ecs:us-east-1:123456789012:cluster/test", name = "test" }
    subnet_ids        = ["subnet-1"]
    security_group_id = "sg-1"
    targets           = { orchestrator = { host = "orchestrator.test.internal", port = 9464, path = "/metrics" } }
  }
}

run "somebody_is_told" {
  command = plan

  module {
    source = "./modules/observability"
  }

  assert {
    condition = length(setsubtract([
      "sluice-test-backlog-age", "sluice-test-outbox-age", "sluice-test-dead-letters", "sluice-test-bridge-dead-letters", "sluice-test-failed-tasks",
      "sluice-test-web-errors", "sluice-test-web-away", "sluice-test-orchestrator-away", "sluice-test-database-cpu",
      "sluice-test-database-disk", "sluice-test-kafka-lag-video.uploads", "sluice-test-kafka-disk-3",
    ], output.alarm_names)) == 0
    error_message = "An alarm is missing."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["dead-letters"].threshold == 0 && aws_cloudwatch_metric_alarm.this["web-away"].treat_missing_data == "breaching"
    error_message = "A dead letter, or web's silence, rouses nobody."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["failed-tasks"].period == 900 && aws_cloudwatch_metric_alarm.this["backlog-age"].evaluation_periods == 5
    error_message = "Failures are not counted over 15 minutes, or the backlog's age not over five."
  }

  assert {
    condition     = toset([for notification in aws_budgets_budget.monthly.notification : "${notification.notification_type} ${notification.threshold}"]) == toset(["ACTUAL 80", "FORECASTED 100"]) && aws_budgets_budget.monthly.limit_amount == "250"
    error_message = "The bill surprises people."
  }

  assert {
    condition     = aws_ecs_service.collector.desired_count == 1 && aws_ecs_service.collector.deployment_maximum_percent == 100
    error_message = "Two collectors would count everything twice."
  }
}
