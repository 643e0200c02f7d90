provider "aws" {
  region = "us-east-1"
}

variables {
  name               = "sluice-test"
  package            = "checks/stand-in.zip"
  source_bucket      = "sluice-test-source"
  ecs                = { cluster_arn = "arn:aws:ecs:us-east-1:123456789012:cluster/sluice-test", family = "sluice-test-transcoder" }
  kafka              = { cluster_arn = "arn:aws:kafka:us-east-1:123456789012:cluster/sluice-test/1", brokers = "b-1:9098" }
  subnet_ids         = ["subnet-1"]
  security_group_id  = "sg-1"
  cpu_architecture   = "ARM64"
  log_retention_days = 30
}

run "two_kinds_of_events_and_a_place_for_failures" {
  command = plan

  module {
    source = "./modules/bridge"
  }

  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.this["object-created"].event_pattern).detail.bucket.name == ["sluice-test-source"]
    error_message = "Other buckets' objects would be told of."
  }

  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.this["task-changed"].event_pattern).detail.group == ["family:sluice-test-transcoder"]
    error_message = "Others' tasks would be told of."
  }

  assert {
    condition     = aws_sqs_queue.dead_letters.message_retention_seconds == 1209600 && aws_sqs_queue.dead_letters.sqs_managed_sse_enabled
    error_message = "Dead letters do not wait for two weeks, encrypted."
  }

  assert {
    condition     = aws_lambda_function.this.architectures == tolist(["arm64"]) && aws_lambda_function.this.handler == "bridge.handler"
    error_message = "The function is not what infra/bridge builds."
  }
}

run "no_bundle_no_bridge" {
  command = plan

  module {
    source = "./modules/bridge"
  }

  variables {
    package = "nowhere/bridge.zip"
  }

  expect_failures = [aws_lambda_function.this]
}
