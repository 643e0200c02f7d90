# Web's front, and the workers' task definition.
provider "aws" {
  region = "us-east-1"
}

variables {
  name    = "sluice-test"
  image   = { repository = { url = "123456789012.dkr.ecr.us-east-1.amazonaws.com/test", arn = "arn:aws:ecr:us-east-1:123456789012:repository/test" }, digest = "sha256:0000000000000000000000000000000000000000000000000000000000000001" }
  runtime = { cpu_architecture = "X86_64", health_check = { interval_seconds = 30, failures = 3, grace_seconds = 300 }, log_retention_days = 30, can_exec = true }
  kafka   = { cluster_arn = "arn:aws:kafka:us-east-1:123456789012:cluster/test/1", brokers = "b-1:9098" }
}

run "web_is_reached_by_cloudfront_alone" {
  command = plan

  module {
    source = "./modules/web"
  }

  variables {
    size                    = { cpu = 512, memory_mib = 2048 }
    cluster                 = { arn = "arn:aws:ecs:us-east-1:123456789012:cluster/test", name = "test" }
    network                 = { vpc_id = "vpc-1", vpc_cidr = "10.40.0.0/16", subnet_ids = ["subnet-1", "subnet-2"], security_group_id = "sg-1", load_balancer_security_group_id = "sg-2" }
    registry_arn            = "arn:aws:servicediscovery:us-east-1:123456789012:service/srv-1"
    certificate_arn         = "arn:aws:acm:us-east-1:123456789012:certificate/1"
    has_certificate         = true
    scaling                 = { desired = 2, smallest = 1, largest = 5, out_cpu_percent = 80, out_memory_percent = 85, out_connections = 1000, out_after_minutes = 2, in_cpu_percent = 10, in_after_minutes = 5, cooldown_seconds = 300 }
    deployment              = { minimum_healthy_percent = 100, deregistration_seconds = 30 }
    public_url              = "https://video.example.com"
    database_url_secret_arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:database-url"
    buckets                 = { names = { source = "source", media = "media" }, arns = { source = "arn:aws:s3:::source", media = "arn:aws:s3:::media" } }
    settings                = {}
    has_foreign_transcoder  = false
    media                   = { url = "https://video.example.com/cdn", key_id = "K2JCJMDEHXQW5F" }
    secret_recovery_days    = 7
    deletion_protection     = true
  }

  assert {
    condition     = aws_lb.this.internal && aws_lb_listener.this.protocol == "HTTPS" && aws_lb_listener.this.port == 443
    error_message = "The load balancer has a public address, or speaks without TLS."
  }

  assert {
    condition     = aws_lb_target_group.this.deregistration_delay == "30"
    error_message = "Old requests do not get 30 s to finish."
  }

  assert {
    condition     = aws_lb_target_group.this.health_check[0].path == "/api/health/live" && aws_lb_target_group.this.health_check[0].interval == 30 && aws_lb_target_group.this.health_check[0].unhealthy_threshold == 3
    error_message = "Health is not asked for at /api/health/live every 30 s, three times."
  }

  assert {
    condition     = aws_lb_target_group.this.health_check[0].timeout == 10
    error_message = "An answer has more or less than 10 s."
  }

  assert {
    condition     = contains([for entry in output.container.environment : "${entry.name}=${entry.value}"], "CLOUDFRONT_KEY_ID=K2JCJMDEHXQW5F") && contains([for secret in output.container.secrets : secret.name], "CLOUDFRONT_PRIVATE_KEY")
    error_message = "web is not told how to sign what CloudFront serves."
  }

  assert {
    condition     = length([for entry in output.container.environment : entry.name if strcontains(entry.name, "SECRET") || entry.name == "DATABASE_URL"]) == 0
    error_message = "A secret stands in the clear in the task definition."
  }
}

run "workers_get_nothing_that_they_do_not_need" {
  command = plan

  module {
    source = "./modules/transcoder"
  }

  variables {
    size     = { cpu = 2048, memory_mib = 4096 }
    web_host = "web.test.internal"
    buckets  = { source = "arn:aws:s3:::source", media = "arn:aws:s3:::media" }
  }

  assert {
    condition     = output.container.stopTimeout == 120 && length(output.container.secrets) == 0
    error_message = "A worker has secrets, or less time to leave than Spot gives."
  }

  assert {
    condition     = output.container.linuxParameters.capabilities.drop == ["ALL"] && output.container.readonlyRootFilesystem
    error_message = "A worker may do more on its machine than encode."
  }

  assert {
    condition     = endswith(output.container.image, "@sha256:0000000000000000000000000000000000000000000000000000000000000001")
    error_message = "The image is not pinned by its digest."
  }

  assert {
    condition     = toset([for entry in output.container.environment : entry.name]) == toset(["KAFKA_BROKERS", "KAFKA_SECURITY", "NODE_ENV", "S3_REGION", "WEB_URL", "WORK_DIR"])
    error_message = "A worker is told more or less than it is to know."
  }
}

