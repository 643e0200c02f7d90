# How a service is scaled and replaced.
provider "aws" {
  region = "us-east-1"
}

variables {
  name                = "sluice-test-web"
  cluster             = { arn = "arn:aws:ecs:us-east-1:123456789012:cluster/sluice-test", name = "sluice-test" }
  task_definition_arn = "arn:aws:ecs:us-east-1:123456789012:task-definition/sluice-test-web:1"
  container_name      = "web"
  subnet_ids          = ["subnet-1"]
  security_group_id   = "sg-1"
  registry_arn        = "arn:aws:servicediscovery:us-east-1:123456789012:service/srv-1"
  scaling = {
    desired          = 2, smallest = 1, largest = 5,
    out_cpu_percent  = 80, out_memory_percent = 85, out_connections = 1000, out_after_minutes = 2,
    in_cpu_percent   = 10, in_after_minutes = 5,
    cooldown_seconds = 300,
  }
  grace_seconds           = 300
  minimum_healthy_percent = 100
  can_exec                = true
  is_behind_load_balancer = true
  load_balancer           = { target_group_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/1", port = 3000, arn_suffix = "app/test/1", target_group_suffix = "targetgroup/web/1" }
}

run "figures_arrive" {
  command = plan

  module {
    source = "./modules/service"
  }

  assert {
    condition     = aws_ecs_service.this.desired_count == 2 && aws_appautoscaling_target.this.min_capacity == 1 && aws_appautoscaling_target.this.max_capacity == 5
    error_message = "It does not run 2 of 1 to 5 tasks."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.usage["cpu-high"].threshold == 80 && aws_cloudwatch_metric_alarm.usage["cpu-high"].evaluation_periods * aws_cloudwatch_metric_alarm.usage["cpu-high"].period == 120
    error_message = "It does not scale out above 80 % CPU for two minutes."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.usage["memory-high"].threshold == 85 && aws_cloudwatch_metric_alarm.connections[0].threshold == 1000
    error_message = "It does not scale out above 85 % memory or 1,000 connections."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.usage["cpu-low"].threshold == 10 && aws_cloudwatch_metric_alarm.usage["cpu-low"].evaluation_periods * aws_cloudwatch_metric_alarm.usage["cpu-low"].period == 300
    error_message = "It does not scale in below 10 % CPU for five minutes."
  }

  assert {
    condition     = alltrue([for policy in aws_appautoscaling_policy.step : policy.step_scaling_policy_configuration[0].cooldown == 300])
    error_message = "Steps do not wait 300 s for each other."
  }

  assert {
    condition     = one(aws_appautoscaling_policy.step["out"].step_scaling_policy_configuration[0].step_adjustment).scaling_adjustment == 1 && one(aws_appautoscaling_policy.step["in"].step_scaling_policy_configuration[0].step_adjustment).scaling_adjustment == -1
    error_message = "Out does not add one, or in does not take one away."
  }

  assert {
    condition     = aws_ecs_service.this.deployment_minimum_healthy_percent == 100 && aws_ecs_service.this.deployment_maximum_percent == 200 && aws_ecs_service.this.health_check_grace_period_seconds == 300
    error_message = "A deployment would be noticed."
  }

  assert {
    condition     = aws_ecs_service.this.deployment_circuit_breaker[0].enable && aws_ecs_service.this.deployment_circuit_breaker[0].rollback
    error_message = "A bad deployment is not taken back."
  }

  assert {
    condition     = !aws_ecs_service.this.network_configuration[0].assign_public_ip
    error_message = "Tasks have public addresses."
  }
}

run "a_service_that_would_swing" {
  command = plan

  module {
    source = "./modules/service"
  }

  variables {
    scaling = {
      desired          = 2, smallest = 1, largest = 5,
      out_cpu_percent  = 10, out_memory_percent = 85, out_connections = 1000, out_after_minutes = 2,
      in_cpu_percent   = 10, in_after_minutes = 5,
      cooldown_seconds = 300,
    }
  }

  expect_failures = [var.scaling]
}
