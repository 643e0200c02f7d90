provider "aws" {
  region = "us-east-1"
}

run "nothing_starts_without_an_image" {
  command = plan

  module {
    source = "./modules/task"
  }

  variables {
    name        = "sluice-test-web"
    program     = "web"
    image       = { repository = { url = "test", arn = "arn:aws:ecr:us-east-1:123456789012:repository/test" }, digest = null }
    runtime     = { cpu_architecture = "X86_64", health_check = { interval_seconds = 30, failures = 3, grace_seconds = 300 }, log_retention_days = 30, can_exec = false }
    command     = []
    size        = { cpu = 256, memory_mib = 512 }
    environment = {}
    policy_json = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"Any\",\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::test/*\"}]}"
  }

  expect_failures = [aws_ecs_task_definition.this]
}
