variable "name" {
  description = "What both buckets are named after; the account and region follow, for names of buckets are the world's."
  type        = string
}

variable "public_url" {
  description = "Address that people open: the one origin whose pages may upload and play."
  type        = string

  validation {
    condition     = can(regex("^https://[^/]+$", var.public_url))
    error_message = "public_url must be an https address without a path."
  }
}

variable "distribution_arn" {
  description = "The CloudFront distribution that may read media."
  type        = string
}

variable "abort_incomplete_days" {
  description = "Unfinished multipart uploads are thrown away after so many days; the sweeper comes long before."
  type        = number
  default     = 2

  validation {
    # An upload lives for 48 hours.
    condition     = var.abort_incomplete_days >= 2
    error_message = "abort_incomplete_days must be 2 or more: uploads live for two days."
  }
}

variable "archive_after_days" {
  description = "Sources tagged sluice-archive=true move to Glacier when they are so old."
  type        = number
  default     = 90

  validation {
    condition     = var.archive_after_days >= 1
    error_message = "archive_after_days must be 1 or more."
  }
}

variable "keep_deleted_source_days" {
  description = "A source that was deleted or written over can be brought back for so long."
  type        = number
  default     = 7

  validation {
    condition     = var.keep_deleted_source_days >= 1
    error_message = "keep_deleted_source_days must be 1 or more."
  }
}

variable "force_destroy" {
  description = "Whether `terraform destroy` may delete buckets that hold videos."
  type        = bool
}
