variable "environment" {
  description = "Name of this installation, such as prod: part of every name, so that several share an account."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,11}$", var.environment))
    error_message = "environment must be up to 12 small letters, digits and dashes, beginning with a letter."
  }
}

variable "region" {
  description = "AWS region of everything but CloudFront's certificate and firewall."
  type        = string
  default     = "us-east-1"

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "region must be a region's name, such as eu-central-1."
  }
}

variable "domain" {
  description = "Name that people open, and its Route 53 zone; null: CloudFront's own name."
  type        = object({ name = string, zone_id = string })
  default     = null
}

variable "admin_email" {
  description = "Who signs in first; the password is in the secret admin-password."
  type        = string

  validation {
    condition     = can(regex("^[^@ ]+@[^@ ]+$", var.admin_email))
    error_message = "admin_email must be a mail address."
  }
}

variable "image_digests" {
  description = "Digests of the images to run, by program, as the registry told them at the push."
  type = object({
    web          = optional(string)
    orchestrator = optional(string)
    transcoder   = optional(string)
    collector    = optional(string)
  })
  default = {}

  # A tag can be moved under a running system; a digest can not.
  validation {
    condition     = alltrue([for digest in values(var.image_digests) : digest == null || can(regex("^sha256:[0-9a-f]{64}$", digest))])
    error_message = "image_digests must be digests: sha256: and 64 hexadecimal digits."
  }
}

variable "bridge_package" {
  description = "The bundled Lambda, a zip file."
  type        = string
  default     = "../bridge/dist/bridge.zip"

  validation {
    condition     = endswith(var.bridge_package, ".zip")
    error_message = "bridge_package must be a zip file."
  }
}

variable "cpu_architecture" {
  description = "What the images were built for: X86_64, or ARM64, which costs a fifth less."
  type        = string
  default     = "X86_64"

  validation {
    condition     = contains(["X86_64", "ARM64"], var.cpu_architecture)
    error_message = "cpu_architecture must be X86_64 or ARM64."
  }
}

variable "protect_data" {
  description = "Whether AWS refuses to delete MySQL, buckets with videos, images and the load balancer."
  type        = bool
  default     = true
}
