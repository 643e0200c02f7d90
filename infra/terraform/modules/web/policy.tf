module "kafka_access" {
  source      = "../kafka-access"
  cluster_arn = var.kafka.cluster_arn
  # Changes; and for admins the dead letters, which they put back on whatever topic they came from.
  read_topics  = ["video.changes", "*.dlq"]
  write_topics = ["video.*", "transcode.*", "s3.*", "ecs.*"]
  # Each replica reads all changes in a group of its own.
  groups            = ["web-*"]
  disposable_groups = ["sluice-reader-*"]
  # Admins see how far the orchestrator is behind.
  watched_groups = ["orchestrator.*"]
}

data "aws_iam_policy_document" "this" {
  source_policy_documents = [module.kafka_access.policy_json]

  # Parts, forms and single PUTs are signed with this role; tus' tails and streams it writes itself.
  statement {
    sid = "Sources"
    actions = [
      "s3:GetObject", "s3:PutObject", "s3:DeleteObject",
      "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts",
    ]
    resources = ["${var.buckets.arns.source}/*"]
  }

  # Players fetch by URLs that are signed with this role; captions are its own; deleting a video deletes its files.
  statement {
    sid       = "Media"
    actions   = ["s3:GetObject", "s3:DeleteObject"]
    resources = ["${var.buckets.arns.media}/*"]
  }

  statement {
    sid       = "Captions"
    actions   = ["s3:PutObject"]
    resources = ["${var.buckets.arns.media}/*/captions/*"]
  }

  # Without it S3 answers 403 for what is not there, and files of a deleted video can not be found.
  statement {
    sid       = "ListBuckets"
    actions   = ["s3:ListBucket"]
    resources = [var.buckets.arns.source, var.buckets.arns.media]
  }
}
