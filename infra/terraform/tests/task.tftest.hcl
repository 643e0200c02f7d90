provider "aws" {
  region = "us-east-1"
}

run "nothing_starts_without_an_image" {
  command = plan

  module {
    source = "./modules/task"
  }

  variables {
    name               = "sluice-test-web"
    program            = "web"
    repository         = { url = "test", arn = "arn:aws:ecr:us-east-1:123456789012:repository/test" }
    image_digest       = null
    command            = []
    size               = { cpu = 256, memory_mib = 512 }
    cpu_architecture   = "X86_64"
    environment        = {}
    health_check       = { interval_seconds = 30, failures = 3, grace_seconds = 300 }
    policy_json        = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"Any\",\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::test/*\"}]}"
    can_exec           = false
    log_retention_days = 30
  }

  expect_failures = [aws_ecs_task_definition.this]
}
