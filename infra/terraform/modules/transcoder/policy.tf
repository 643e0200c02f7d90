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

  # Without it S3 answers 403 for an object that is gone: a source that its owner deleted would look like a fault of ours,
  # and be tried again. It opens nothing new: a source's key is made of the video's id, which media's keys begin with.
  statement {
    sid       = "ListBuckets"
    actions   = ["s3:ListBucket"]
    resources = [var.buckets.source, var.buckets.media]
  }
}
