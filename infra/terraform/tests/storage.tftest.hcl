provider "aws" {
  region = "us-east-1"
}

variables {
  name             = "sluice-test"
  public_url       = "https://video.example.com"
  distribution_arn = "arn:aws:cloudfront::123456789012:distribution/EXAMPLE"
  force_destroy    = false
}

run "buckets_are_private_and_tidy" {
  command = plan

  module {
    source = "./modules/storage"
  }

  assert {
    condition     = alltrue([for block in aws_s3_bucket_public_access_block.this : block.block_public_acls && block.block_public_policy && block.ignore_public_acls && block.restrict_public_buckets])
    error_message = "A bucket could be made public."
  }

  assert {
    condition     = alltrue([for rule in concat(tolist(aws_s3_bucket_lifecycle_configuration.source.rule), tolist(aws_s3_bucket_lifecycle_configuration.media.rule)) : rule.abort_incomplete_multipart_upload[0].days_after_initiation == 2 if rule.id == "abort-incomplete-uploads"])
    error_message = "Unfinished uploads are kept for more or less than two days."
  }

  assert {
    condition     = one([for rule in aws_s3_bucket_lifecycle_configuration.source.rule : one(rule.transition) if rule.id == "archive"]).days == 90
    error_message = "Archived sources do not go to Glacier after 90 days."
  }

  assert {
    condition     = one([for rule in aws_s3_bucket_lifecycle_configuration.source.rule : one(one(rule.filter).tag).key if rule.id == "archive"]) == "sluice-archive"
    error_message = "More goes to Glacier than the orchestrator has tagged."
  }

  assert {
    condition     = aws_s3_bucket_versioning.source.versioning_configuration[0].status == "Enabled"
    error_message = "A deleted original is gone for good."
  }

  assert {
    condition     = one(aws_s3_bucket_cors_configuration.source.cors_rule).allowed_origins == toset(["https://video.example.com"])
    error_message = "Other sites' pages may upload."
  }

  assert {
    condition     = aws_s3_bucket_notification.source.eventbridge
    error_message = "Nobody hears of uploads."
  }
}

run "uploads_live_for_two_days" {
  command = plan

  module {
    source = "./modules/storage"
  }

  variables {
    abort_incomplete_days = 1
  }

  expect_failures = [var.abort_incomplete_days]
}
