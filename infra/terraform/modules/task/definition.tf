data "aws_region" "current" {}

locals {
  # The agent of ECS Exec writes below these two, beside a read-only root.
  exec_paths     = var.runtime.can_exec ? ["/var/lib/amazon", "/var/log/amazon"] : []
  writable_paths = concat(var.writable_paths, local.exec_paths)
  volume_of      = { for path in local.writable_paths : path => trim(replace(path, "/[^a-z]+/", "-"), "-") }

  health_check = length(var.health_command) == 0 ? {} : {
    healthCheck = {
      command     = concat(["CMD"], var.health_command)
      interval    = var.runtime.health_check.interval_seconds
      retries     = var.runtime.health_check.failures
      timeout     = min(10, var.runtime.health_check.interval_seconds - 1)
      startPeriod = var.runtime.health_check.grace_seconds
    }
  }

  container = merge({
    name      = var.program
    image     = "${var.image.repository.url}@${coalesce(var.image.digest, "missing")}"
    essential = true
    # Not root, whatever the image says.
    user                   = "65532:65532"
    readonlyRootFilesystem = true
    # As long as Fargate Spot gives notice: a worker hands its task back meanwhile, web drains. ECS's default is 30.
    stopTimeout = 120
    linuxParameters = merge(
      # Something must reap what FFmpeg leaves behind.
      { initProcessEnabled = true },
      # The agent of ECS Exec needs some; who runs strangers' files gets none.
      var.runtime.can_exec ? {} : { capabilities = { add = [], drop = ["ALL"] } },
    )
    environment  = [for key in sort(keys(var.environment)) : { name = key, value = var.environment[key] }]
    secrets      = [for key in sort(keys(var.secrets)) : { name = key, valueFrom = var.secrets[key] }]
    mountPoints  = [for path in local.writable_paths : { sourceVolume = local.volume_of[path], containerPath = path, readOnly = false }]
    portMappings = var.port == null ? [] : [{ containerPort = var.port, hostPort = var.port, protocol = "tcp" }]
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.this.name
        awslogs-region        = data.aws_region.current.region
        awslogs-stream-prefix = var.program
        # A log that can not be taken must not stop the program.
        mode            = "non-blocking"
        max-buffer-size = "25m"
      }
    }
  }, length(var.command) == 0 ? {} : { command = var.command }, local.health_check)
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/${var.name}"
  retention_in_days = var.runtime.log_retention_days
}

resource "aws_ecs_task_definition" "this" {
  family                   = var.name
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = var.size.cpu
  memory                   = var.size.memory_mib
  task_role_arn            = aws_iam_role.task.arn
  execution_role_arn       = aws_iam_role.execution.arn
  container_definitions    = jsonencode([local.container])
  skip_destroy             = var.keep_old_revisions

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = var.runtime.cpu_architecture
  }

  dynamic "volume" {
    for_each = local.volume_of

    content {
      name = volume.value
    }
  }

  lifecycle {
    precondition {
      condition     = var.image.digest != null
      error_message = "There is no image of ${var.program} yet: push it and name its digest in image_digests."
    }
  }
}
