resource "aws_appautoscaling_target" "this" {
  service_namespace  = "ecs"
  scalable_dimension = "ecs:service:DesiredCount"
  resource_id        = "service/${var.cluster.name}/${aws_ecs_service.this.name}"
  min_capacity       = var.scaling.smallest
  max_capacity       = var.scaling.largest
}

resource "aws_appautoscaling_policy" "step" {
  for_each           = { out = 1, in = -1 }
  name               = "${var.name}-${each.key}"
  policy_type        = "StepScaling"
  service_namespace  = aws_appautoscaling_target.this.service_namespace
  scalable_dimension = aws_appautoscaling_target.this.scalable_dimension
  resource_id        = aws_appautoscaling_target.this.resource_id

  step_scaling_policy_configuration {
    adjustment_type         = "ChangeInCapacity"
    cooldown                = var.scaling.cooldown_seconds
    metric_aggregation_type = "Average"

    step_adjustment {
      metric_interval_lower_bound = each.key == "out" ? 0 : null
      metric_interval_upper_bound = each.key == "in" ? 0 : null
      scaling_adjustment          = each.value
    }
  }
}

locals {
  usage_alarms = {
    cpu-high    = { metric = "CPUUtilization", above = true, percent = var.scaling.out_cpu_percent, minutes = var.scaling.out_after_minutes }
    memory-high = { metric = "MemoryUtilization", above = true, percent = var.scaling.out_memory_percent, minutes = var.scaling.out_after_minutes }
    cpu-low     = { metric = "CPUUtilization", above = false, percent = var.scaling.in_cpu_percent, minutes = var.scaling.in_after_minutes }
  }
}

resource "aws_cloudwatch_metric_alarm" "usage" {
  for_each            = local.usage_alarms
  alarm_name          = "${var.name}-scaling-${each.key}"
  alarm_description   = "Scales ${var.name}; nobody is told."
  namespace           = "AWS/ECS"
  metric_name         = each.value.metric
  dimensions          = { ClusterName = var.cluster.name, ServiceName = aws_ecs_service.this.name }
  statistic           = "Average"
  period              = 60
  evaluation_periods  = each.value.minutes
  comparison_operator = each.value.above ? "GreaterThanThreshold" : "LessThanThreshold"
  threshold           = each.value.percent
  alarm_actions       = [aws_appautoscaling_policy.step[each.value.above ? "out" : "in"].arn]
}

# Live pages hold a connection each while they cost no CPU. The balancer counts all; a task's share is what matters.
resource "aws_cloudwatch_metric_alarm" "connections" {
  count               = var.is_behind_load_balancer ? 1 : 0
  alarm_name          = "${var.name}-scaling-connections-high"
  alarm_description   = "Scales ${var.name}; nobody is told."
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.scaling.out_connections
  evaluation_periods  = var.scaling.out_after_minutes
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_appautoscaling_policy.step["out"].arn]

  metric_query {
    id          = "share"
    label       = "Connections for each task"
    expression  = "connections / tasks"
    return_data = true
  }

  metric_query {
    id = "connections"

    metric {
      namespace   = "AWS/ApplicationELB"
      metric_name = "ActiveConnectionCount"
      dimensions  = { LoadBalancer = var.load_balancer.arn_suffix }
      stat        = "Sum"
      period      = 60
    }
  }

  metric_query {
    id = "tasks"

    metric {
      namespace   = "AWS/ApplicationELB"
      metric_name = "HealthyHostCount"
      dimensions  = { LoadBalancer = var.load_balancer.arn_suffix, TargetGroup = var.load_balancer.target_group_suffix }
      stat        = "Average"
      period      = 60
    }
  }
}
