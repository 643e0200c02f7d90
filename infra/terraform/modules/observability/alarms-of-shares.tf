# A share and not a count: the gate answers 503 to who asks for a segment too early, which is no fault.
resource "aws_cloudwatch_metric_alarm" "web_errors" {
  alarm_name          = "${var.name}-web-errors"
  alarm_description   = "What to do: docs/operations.md, Alarms, web-errors"
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.thresholds.error_percent
  evaluation_periods  = 10
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]

  metric_query {
    id          = "share"
    label       = "Answers that were 5xx, in percent"
    expression  = "100 * errors / requests"
    return_data = true
  }

  dynamic "metric_query" {
    for_each = { errors = "HTTPCode_Target_5XX_Count", requests = "RequestCount" }

    content {
      id = metric_query.key

      metric {
        namespace   = "AWS/ApplicationELB"
        metric_name = metric_query.value
        dimensions  = { LoadBalancer = var.sources.load_balancer }
        stat        = "Sum"
        period      = 60
      }
    }
  }
}

# MSK's own figure, which is there when the collector is not.
resource "aws_cloudwatch_metric_alarm" "kafka_lag" {
  for_each            = toset(["video.uploads", "transcode.events", "s3.events", "ecs.events"])
  alarm_name          = "${var.name}-kafka-lag-${each.key}"
  alarm_description   = "What to do: docs/operations.md, Alarms, kafka-lag"
  namespace           = "AWS/Kafka"
  metric_name         = "SumOffsetLag"
  dimensions          = { "Cluster Name" = var.sources.kafka, "Consumer Group" = "orchestrator.${each.key}", Topic = each.key }
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.thresholds.kafka_lag_messages
  period              = 60
  evaluation_periods  = 10
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

# Serverless has no disks to fill: then there are no brokers here.
resource "aws_cloudwatch_metric_alarm" "kafka_disk" {
  count               = var.sources.kafka_brokers
  alarm_name          = "${var.name}-kafka-disk-${count.index + 1}"
  alarm_description   = "What to do: docs/operations.md, Alarms, kafka-disk"
  namespace           = "AWS/Kafka"
  metric_name         = "KafkaDataLogsDiskUsed"
  dimensions          = { "Cluster Name" = var.sources.kafka, "Broker ID" = tostring(count.index + 1) }
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.thresholds.kafka_disk_used_percent
  period              = 300
  evaluation_periods  = 3
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}
