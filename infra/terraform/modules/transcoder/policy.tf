module "kafka_access" {
  source       = "../kafka-access"
  cluster_arn  = var.kafka.cluster_arn
  write_topics = ["transcode.events"]
}

# No database, no secret, no right to delete anything.
data "aws_iam_policy_document" "this" {
  source_policy_documents = [module.kafka_access.policy_json]

  statement {
    sid       = "ReadSources"
    actions   = ["s3:GetObject"]
    resources = ["${var.buckets.source}/*"]
  }

  # Written segments are read back: `verify` believes nobody.
  statement {
    sid       = "Media"
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = ["${var.buckets.media}/*"]
  }

  # Without it S3 answers 403 for an object that is gone, which is an error and not a fault.
  statement {
    sid       = "ListMedia"
    actions   = ["s3:ListBucket"]
    resources = [var.buckets.media]
  }
}
