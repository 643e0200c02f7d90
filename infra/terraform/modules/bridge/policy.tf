data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "this" {
  name               = "${var.name}-bridge"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

module "kafka_access" {
  source       = "../kafka-access"
  cluster_arn  = var.kafka.cluster_arn
  write_topics = ["s3.events", "ecs.events"]
}

data "aws_iam_policy_document" "this" {
  source_policy_documents = [module.kafka_access.policy_json]

  statement {
    sid       = "WriteLog"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.this.arn}:*"]
  }

  statement {
    sid       = "DeadLetters"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.dead_letters.arn]
  }
}

resource "aws_iam_role_policy" "this" {
  name   = "bridge"
  role   = aws_iam_role.this.id
  policy = data.aws_iam_policy_document.this.json
}

# Lambda needs interfaces in the VPC, which have no name before they are made: AWS's own policy for it.
resource "aws_iam_role_policy_attachment" "network" {
  role       = aws_iam_role.this.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaENIManagementAccess"
}
