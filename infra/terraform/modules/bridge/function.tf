resource "aws_lambda_function" "this" {
  #checkov:skip=CKV_AWS_115:An account starts with ten executions at a time, of which none can be reserved; two kinds of rare events need few
  #checkov:skip=CKV_AWS_272:The package is built and uploaded by the same apply; there is no second party to sign for
  #checkov:skip=CKV_AWS_50:A message's own traceparent follows it through Kafka; X-Ray would need rights on every resource
  #checkov:skip=CKV_AWS_173:Its environment holds no secret
  function_name    = "${var.name}-bridge"
  description      = "Carries S3's and ECS' events into Kafka"
  role             = aws_iam_role.this.arn
  runtime          = "nodejs24.x"
  handler          = "bridge.handler"
  architectures    = [var.cpu_architecture == "ARM64" ? "arm64" : "x86_64"]
  filename         = var.package
  source_code_hash = fileexists(var.package) ? filebase64sha256(var.package) : null
  memory_size      = 256
  # A cold start signs in to Kafka first.
  timeout = 30

  environment {
    variables = {
      KAFKA_BROKERS  = var.kafka.brokers
      KAFKA_SECURITY = "iam"
    }
  }

  vpc_config {
    subnet_ids         = var.subnet_ids
    security_group_ids = [var.security_group_id]
  }

  # EventBridge calls it asynchronously: what fails three times lies here with its error.
  dead_letter_config {
    target_arn = aws_sqs_queue.dead_letters.arn
  }

  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.this.name
  }

  lifecycle {
    precondition {
      condition     = fileexists(var.package)
      error_message = "There is no ${var.package} yet: build the bridge first."
    }
  }

  depends_on = [aws_iam_role_policy.this, aws_iam_role_policy_attachment.network]
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/${var.name}-bridge"
  retention_in_days = var.log_retention_days
}

resource "aws_lambda_function_event_invoke_config" "this" {
  function_name          = aws_lambda_function.this.function_name
  maximum_retry_attempts = 2
  # Until then; the sweeper reads S3 each minute, and the launcher ECS each five seconds, so nothing waits for it.
  maximum_event_age_in_seconds = 3600
}
