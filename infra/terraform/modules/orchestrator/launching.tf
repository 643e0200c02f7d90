locals {
  # arn:…:cluster/name has its tasks at arn:…:task/name/id.
  task_arns = "${replace(var.cluster.arn, ":cluster/", ":task/")}/*"
}

data "aws_iam_policy_document" "workers" {
  # Any revision of the one definition, in the one cluster.
  statement {
    sid       = "LaunchWorkers"
    actions   = ["ecs:RunTask"]
    resources = ["${var.transcoder.family_arn}:*"]

    condition {
      test     = "ArnEquals"
      variable = "ecs:cluster"
      values   = [var.cluster.arn]
    }
  }

  statement {
    sid       = "TendWorkers"
    actions   = ["ecs:DescribeTasks", "ecs:StopTask"]
    resources = [local.task_arns]
  }

  # A launch tags its task; no other tags may be changed.
  statement {
    sid       = "TagWorkers"
    actions   = ["ecs:TagResource"]
    resources = [local.task_arns]

    condition {
      test     = "StringEquals"
      variable = "ecs:CreateAction"
      values   = ["RunTask"]
    }
  }

  # ListTasks knows no resource but container instances, which Fargate has none of; the cluster narrows it.
  statement {
    sid       = "FindWorkers"
    actions   = ["ecs:ListTasks"]
    resources = ["*"]

    condition {
      test     = "ArnEquals"
      variable = "ecs:cluster"
      values   = [var.cluster.arn]
    }
  }

  statement {
    sid       = "PassWorkersRoles"
    actions   = ["iam:PassRole"]
    resources = var.transcoder.role_arns

    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["ecs-tasks.amazonaws.com"]
    }
  }
}
