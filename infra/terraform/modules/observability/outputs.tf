output "alarm_topic_arn" {
  description = "Where alarms go."
  value       = aws_sns_topic.alarms.arn
}

output "alarm_names" {
  description = "All alarms that somebody is told of."
  value = sort(concat(
    [for alarm in aws_cloudwatch_metric_alarm.this : alarm.alarm_name],
    [aws_cloudwatch_metric_alarm.web_errors.alarm_name],
    [for alarm in aws_cloudwatch_metric_alarm.kafka_lag : alarm.alarm_name],
    aws_cloudwatch_metric_alarm.kafka_disk[*].alarm_name,
  ))
}

output "dashboard_name" {
  description = "The dashboard in CloudWatch."
  value       = aws_cloudwatch_dashboard.this.dashboard_name
}
