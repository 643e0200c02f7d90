locals {
  # Title and its lines: namespace, metric, dimensions as names and values in turn, statistic.
  charts = [
    ["What waits", [
      [var.name, "sluice_outbox_oldest_seconds", "System", var.name, { stat = "Maximum" }],
      [var.name, "sluice_backlog_oldest_seconds", "System", var.name, "urgency", "urgent", { stat = "Maximum" }],
      [var.name, "sluice_outbox_waiting_messages", "System", var.name, { stat = "Maximum" }],
    ]],
    ["Open tasks by kind", [
      for kind in ["probe", "encode", "audio", "stills", "verify"] :
      [var.name, "sluice_open_tasks", "System", var.name, "kind", kind, "status", "waiting", { stat = "Maximum", label = kind }]
    ]],
    ["What failed", [
      [var.name, "sluice_attempts_ended_total", "System", var.name, "outcome", "failed", { stat = "Sum" }],
      [var.name, "sluice_dead_letters_open_messages", "System", var.name, { stat = "Maximum" }],
      ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", var.sources.bridge_dead_letters, { stat = "Maximum" }],
    ]],
    ["Requests", [
      for metric in ["RequestCount", "HTTPCode_Target_4XX_Count", "HTTPCode_Target_5XX_Count", "ActiveConnectionCount"] :
      ["AWS/ApplicationELB", metric, "LoadBalancer", var.sources.load_balancer, { stat = "Sum" }]
    ]],
    ["Seconds to an answer", [
      for stat in ["p50", "p95", "p99"] :
      ["AWS/ApplicationELB", "TargetResponseTime", "LoadBalancer", var.sources.load_balancer, { stat = stat }]
    ]],
    ["CPU and memory", [
      for pair in setproduct([var.sources.web_service, var.sources.orchestrator_service], ["CPUUtilization", "MemoryUtilization"]) :
      ["AWS/ECS", pair[1], "ClusterName", var.sources.cluster, "ServiceName", pair[0], { stat = "Average" }]
    ]],
    ["MySQL", [
      for metric in ["CPUUtilization", "DatabaseConnections"] :
      ["AWS/RDS", metric, "DBInstanceIdentifier", var.sources.database, { stat = "Average" }]
    ]],
    ["Kafka lag", [
      for topic in ["video.uploads", "transcode.events"] :
      ["AWS/Kafka", "SumOffsetLag", "Cluster Name", var.sources.kafka, "Consumer Group", "orchestrator.${topic}", "Topic", topic, { stat = "Maximum", label = topic }]
    ]],
  ]
}

data "aws_region" "current" {}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = var.name

  dashboard_body = jsonencode({
    widgets = [for index, chart in local.charts : {
      type   = "metric"
      x      = (index % 3) * 8
      y      = floor(index / 3) * 6
      width  = 8
      height = 6
      properties = {
        title   = chart[0]
        metrics = chart[1]
        region  = data.aws_region.current.region
        period  = 60
        view    = "timeSeries"
      }
    }]
  })
}
