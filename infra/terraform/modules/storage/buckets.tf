data "aws_caller_identity" "current" {}
data "aws_region" "current" {}

locals {
  buckets = toset(["source", "media"])
}

resource "aws_s3_bucket" "this" {
  #checkov:skip=CKV_AWS_18:Access logs would hold an object's every fetch, more rows than media; CloudTrail data events are the account's choice
  #checkov:skip=CKV_AWS_144:A copy in another region doubles the bill; docs/operations.md says how to add one
  #checkov:skip=CKV_AWS_145:SSE-S3 encrypts at rest; a KMS key would need a grant for CloudFront and bill a call for each segment
  #checkov:skip=CKV_AWS_21:The source bucket is versioned; media keys are never written twice and can be encoded again
  #checkov:skip=CKV2_AWS_62:The source bucket tells EventBridge; nobody waits for media
  for_each      = local.buckets
  bucket        = "${var.name}-${each.key}-${data.aws_caller_identity.current.account_id}-${data.aws_region.current.region}"
  force_destroy = var.force_destroy
}

resource "aws_s3_bucket_public_access_block" "this" {
  for_each                = local.buckets
  bucket                  = aws_s3_bucket.this[each.key].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# No object has an owner but the account: ACLs do not count.
resource "aws_s3_bucket_ownership_controls" "this" {
  for_each = local.buckets
  bucket   = aws_s3_bucket.this[each.key].id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  for_each = local.buckets
  bucket   = aws_s3_bucket.this[each.key].id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

# An original can not be made again. Media can, and its keys are never written twice.
resource "aws_s3_bucket_versioning" "source" {
  bucket = aws_s3_bucket.this["source"].id

  versioning_configuration {
    status = "Enabled"
  }
}

# EventBridge hears of each object; the bridge's rule picks those created.
resource "aws_s3_bucket_notification" "source" {
  bucket      = aws_s3_bucket.this["source"].id
  eventbridge = true
}
