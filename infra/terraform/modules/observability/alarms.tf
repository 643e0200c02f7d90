locals {
  # Ours come by the collector; docs/operations.md tells what to do about each.
  own   = { System = var.name }
  web   = { ClusterName = var.sources.cluster, ServiceName = var.sources.web_service }
  sched = { ClusterName = var.sources.cluster, ServiceName = var.sources.orchestrator_service }
  db    = { DBInstanceIdentifier = var.sources.database }

  # namespace, metric, dimensions, statistic, above or below, threshold, minutes, what silence means.
  alarms = {
    backlog-age         = [var.name, "sluice_backlog_oldest_seconds", merge(local.own, { urgency = "urgent" }), "Maximum", "above", var.thresholds.backlog_age_seconds, 5, "missing"]
    outbox-age          = [var.name, "sluice_outbox_oldest_seconds", local.own, "Maximum", "above", 60, 5, "missing"]
    dead-letters        = [var.name, "sluice_dead_letters_open_messages", local.own, "Maximum", "above", 0, 5, "missing"]
    failed-tasks        = [var.name, "sluice_attempts_ended_total", merge(local.own, { outcome = "failed" }), "Sum", "above", var.thresholds.failed_tasks, 15, "notBreaching"]
    bridge-dead-letters = ["AWS/SQS", "ApproximateNumberOfMessagesVisible", { QueueName = var.sources.bridge_dead_letters }, "Maximum", "above", 0, 5, "notBreaching"]
    bridge-errors       = ["AWS/Lambda", "Errors", { FunctionName = var.sources.bridge }, "Sum", "above", 5, 15, "notBreaching"]
    web-away            = ["AWS/ApplicationELB", "HealthyHostCount", { LoadBalancer = var.sources.load_balancer, TargetGroup = var.sources.target_group }, "Maximum", "below", 1, 3, "breaching"]
    load-balancer-5xx   = ["AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count", { LoadBalancer = var.sources.load_balancer }, "Sum", "above", 10, 5, "notBreaching"]
    web-memory          = ["AWS/ECS", "MemoryUtilization", local.web, "Maximum", "above", 95, 10, "missing"]
    orchestrator-away   = ["ECS/ContainerInsights", "RunningTaskCount", local.sched, "Maximum", "below", 1, 5, "breaching"]
    database-cpu        = ["AWS/RDS", "CPUUtilization", local.db, "Average", "above", var.thresholds.database_cpu_percent, 15, "missing"]
    database-disk       = ["AWS/RDS", "FreeStorageSpace", local.db, "Minimum", "below", var.thresholds.database_free_gb * 1073741824, 15, "missing"]
    database-memory     = ["AWS/RDS", "FreeableMemory", local.db, "Minimum", "below", 134217728, 15, "missing"]
  }
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each            = local.alarms
  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = "What to do: docs/operations.md, Alarms, ${each.key}"
  namespace           = each.value[0]
  metric_name         = each.value[1]
  dimensions          = each.value[2]
  statistic           = each.value[3]
  comparison_operator = each.value[4] == "above" ? "GreaterThanThreshold" : "LessThanThreshold"
  threshold           = each.value[5]
  # What is counted is counted over the whole time; a level must last so long.
  period             = each.value[3] == "Sum" ? each.value[6] * 60 : 60
  evaluation_periods = each.value[3] == "Sum" ? 1 : each.value[6]
  treat_missing_data = each.value[7]
  alarm_actions      = [aws_sns_topic.alarms.arn]
  ok_actions         = [aws_sns_topic.alarms.arn]
}
