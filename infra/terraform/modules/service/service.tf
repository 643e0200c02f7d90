resource "aws_ecs_service" "this" {
  name                   = var.name
  cluster                = var.cluster.arn
  task_definition        = var.task_definition_arn
  desired_count          = var.scaling.desired
  enable_execute_command = var.can_exec
  propagate_tags         = "SERVICE"
  # Null where no load balancer asks: the container's own check has its start period.
  health_check_grace_period_seconds = var.is_behind_load_balancer ? var.grace_seconds : null

  # New tasks first, old ones go when the new ones are healthy.
  deployment_minimum_healthy_percent = var.minimum_healthy_percent
  deployment_maximum_percent         = 200
  availability_zone_rebalancing      = "ENABLED"

  # A revision that does not come up is taken back by itself.
  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  capacity_provider_strategy {
    capacity_provider = "FARGATE"
    weight            = 1
  }

  network_configuration {
    subnets          = var.subnet_ids
    security_groups  = [var.security_group_id]
    assign_public_ip = false
  }

  dynamic "load_balancer" {
    for_each = var.is_behind_load_balancer ? [var.load_balancer] : []

    content {
      target_group_arn = load_balancer.value.target_group_arn
      container_name   = var.container_name
      container_port   = load_balancer.value.port
    }
  }

  dynamic "service_registries" {
    for_each = var.registry_arn == null ? [] : [var.registry_arn]

    content {
      registry_arn = service_registries.value
    }
  }

  # From here on it is the autoscaling's.
  lifecycle {
    ignore_changes = [desired_count]
  }
}
