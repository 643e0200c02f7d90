resource "aws_s3_bucket_lifecycle_configuration" "source" {
  bucket = aws_s3_bucket.this["source"].id

  rule {
    id     = "abort-incomplete-uploads"
    status = "Enabled"
    filter {}

    # Invisible in listings, and billed.
    abort_incomplete_multipart_upload {
      days_after_initiation = var.abort_incomplete_days
    }
  }

  # docs/decisions/004-archive-by-tag.md: the orchestrator only tags.
  rule {
    id     = "archive"
    status = "Enabled"

    filter {
      tag {
        key   = "sluice-archive"
        value = "true"
      }
    }

    transition {
      days          = var.archive_after_days
      storage_class = "GLACIER"
    }
  }

  rule {
    id     = "forget-deleted"
    status = "Enabled"
    filter {}

    noncurrent_version_expiration {
      noncurrent_days = var.keep_deleted_source_days
    }

    expiration {
      expired_object_delete_marker = true
    }
  }

  # Noncurrent versions are there only once this is.
  depends_on = [aws_s3_bucket_versioning.source]
}

resource "aws_s3_bucket_lifecycle_configuration" "media" {
  bucket = aws_s3_bucket.this["media"].id

  rule {
    id     = "abort-incomplete-uploads"
    status = "Enabled"
    filter {}

    abort_incomplete_multipart_upload {
      days_after_initiation = var.abort_incomplete_days
    }
  }
}
