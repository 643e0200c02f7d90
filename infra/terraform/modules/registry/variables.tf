variable "name" {
  description = "Prefix of the repositories."
  type        = string
}

variable "programs" {
  description = "What has an image of its own."
  type        = set(string)
}

variable "kept_images" {
  description = "How many images of each program are kept, to go back to."
  type        = number
  default     = 20

  validation {
    condition     = var.kept_images >= 2
    error_message = "kept_images must be 2 or more: a failed deployment goes back one."
  }
}

variable "force_destroy" {
  description = "Whether `terraform destroy` may delete repositories that hold images."
  type        = bool
}
