module "kafka_access" {
  source       = "../kafka-access"
  cluster_arn  = var.kafka.cluster_arn
  read_topics  = ["video.uploads", "transcode.events", "s3.events", "ecs.events", "*.dlq"]
  write_topics = ["video.uploads", "video.changes", "video.uploads.dlq", "transcode.events.dlq", "s3.events.dlq", "ecs.events.dlq"]
  groups       = ["orchestrator.*"]
  # The figure of open dead letters reads them, and asks how much lies there as a group that never reads.
  disposable_groups = ["sluice-reader-*"]
  watched_groups    = ["sluice-nobody"]
}

data "aws_iam_policy_document" "this" {
  source_policy_documents = [
    module.kafka_access.policy_json,
    data.aws_iam_policy_document.buckets.json,
    data.aws_iam_policy_document.workers.json,
  ]
}

data "aws_iam_policy_document" "buckets" {
  # The sweeper completes what arrived whole, aborts what did not, and removes what belongs to no video.
  statement {
    sid = "Sources"
    actions = [
      "s3:GetObject", "s3:PutObject", "s3:PutObjectTagging", "s3:DeleteObject",
      "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts",
    ]
    resources = ["${var.buckets.arns.source}/*"]
  }

  statement {
    sid       = "Media"
    actions   = ["s3:PutObject", "s3:DeleteObject"]
    resources = ["${var.buckets.arns.media}/*"]
  }

  statement {
    sid       = "ListBuckets"
    actions   = ["s3:ListBucket"]
    resources = [var.buckets.arns.source, var.buckets.arns.media]
  }

  statement {
    sid       = "ListUploads"
    actions   = ["s3:ListBucketMultipartUploads"]
    resources = [var.buckets.arns.source]
  }
}
