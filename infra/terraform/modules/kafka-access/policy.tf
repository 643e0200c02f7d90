locals {
  # arn:…:cluster/name/uuid has its topics at arn:…:topic/name/uuid/topic, and groups alike.
  topic_arn = replace(var.cluster_arn, ":cluster/", ":topic/")
  group_arn = replace(var.cluster_arn, ":cluster/", ":group/")

  group_rights = {
    KafkaGroups           = { groups = var.groups, actions = ["kafka-cluster:AlterGroup", "kafka-cluster:DescribeGroup"] }
    KafkaDisposableGroups = { groups = var.disposable_groups, actions = ["kafka-cluster:AlterGroup", "kafka-cluster:DeleteGroup", "kafka-cluster:DescribeGroup"] }
    KafkaWatchedGroups    = { groups = var.watched_groups, actions = ["kafka-cluster:DescribeGroup"] }
  }
}

# https://docs.aws.amazon.com/msk/latest/developerguide/kafka-actions.html
data "aws_iam_policy_document" "this" {
  statement {
    sid = "KafkaCluster"
    actions = concat(
      ["kafka-cluster:Connect", "kafka-cluster:DescribeCluster"],
      # Our producers are idempotent: a frozen broker must not store a message twice.
      length(var.write_topics) > 0 ? ["kafka-cluster:WriteDataIdempotently"] : [],
    )
    resources = [var.cluster_arn]
  }

  dynamic "statement" {
    for_each = length(var.read_topics) > 0 ? [var.read_topics] : []

    content {
      sid       = "KafkaRead"
      actions   = ["kafka-cluster:DescribeTopic", "kafka-cluster:ReadData"]
      resources = [for topic in statement.value : "${local.topic_arn}/${topic}"]
    }
  }

  dynamic "statement" {
    for_each = length(var.write_topics) > 0 ? [var.write_topics] : []

    content {
      sid       = "KafkaWrite"
      actions   = ["kafka-cluster:DescribeTopic", "kafka-cluster:WriteData"]
      resources = [for topic in statement.value : "${local.topic_arn}/${topic}"]
    }
  }

  dynamic "statement" {
    for_each = length(var.create_topics) > 0 ? [var.create_topics] : []

    content {
      sid       = "KafkaCreate"
      actions   = ["kafka-cluster:CreateTopic", "kafka-cluster:DescribeTopic", "kafka-cluster:AlterTopicDynamicConfiguration", "kafka-cluster:DescribeTopicDynamicConfiguration"]
      resources = [for topic in statement.value : "${local.topic_arn}/${topic}"]
    }
  }

  dynamic "statement" {
    for_each = { for sid, granted in local.group_rights : sid => granted if length(granted.groups) > 0 }

    content {
      sid       = statement.key
      actions   = statement.value.actions
      resources = [for group in statement.value.groups : "${local.group_arn}/${group}"]
    }
  }
}
