variable "vpc_cidr" {
  description = "Addresses of the VPC, between /16 and /20."
  type        = string
  default     = "10.40.0.0/16"

  validation {
    condition     = can(cidrhost(var.vpc_cidr, 0))
    error_message = "vpc_cidr must be a CIDR block."
  }
}

variable "zone_count" {
  description = "Availability zones in use: 3, or 2 where a region has no more."
  type        = number
  default     = 3

  validation {
    condition     = contains([2, 3], var.zone_count)
    error_message = "zone_count must be 2 or 3."
  }
}

variable "nat" {
  description = "Ways out to the internet: single, per-zone (one for each zone, so that none dies with another) or none (webhooks and mail then have no way out)."
  type        = string
  default     = "single"

  validation {
    condition     = contains(["none", "single", "per-zone"], var.nat)
    error_message = "nat must be none, single or per-zone."
  }

  # Without either, no task could pull its image.
  validation {
    condition = var.nat != "none" || length(setsubtract(
      ["ecr.api", "ecr.dkr", "logs", "secretsmanager", "ecs"], var.interface_endpoints
    )) == 0
    error_message = "nat = \"none\" needs interface_endpoints with at least ecr.api, ecr.dkr, logs, secretsmanager and ecs."
  }
}

variable "interface_endpoints" {
  description = "AWS services reached inside the VPC, by short name; each costs by the hour and zone. With any, workers lose their way to the internet."
  type        = set(string)
  default     = []

  # A worker that has no other way out needs these to start.
  validation {
    condition     = length(var.interface_endpoints) == 0 || length(setsubtract(["ecr.api", "ecr.dkr", "logs"], var.interface_endpoints)) == 0
    error_message = "interface_endpoints must hold ecr.api, ecr.dkr and logs when it holds any: workers start over them alone."
  }
}

variable "price_class" {
  description = "How far CloudFront reaches: PriceClass_100 (North America, Europe), PriceClass_200 or PriceClass_All."
  type        = string
  default     = "PriceClass_100"

  validation {
    condition     = contains(["PriceClass_100", "PriceClass_200", "PriceClass_All"], var.price_class)
    error_message = "price_class must be PriceClass_100, PriceClass_200 or PriceClass_All."
  }
}

variable "requests_per_five_minutes" {
  description = "What one address may ask for in five minutes before the firewall turns it away; the program's own limits are finer."
  type        = number
  default     = 3000

  validation {
    condition     = var.requests_per_five_minutes >= 100
    error_message = "requests_per_five_minutes must be 100 or more: playing a video takes some."
  }
}

variable "media_public_keys" {
  description = "Keys that addresses of media may be signed with, in PEM, by a name of one's own: two while one takes over from the other. Empty: /cdn/* is not served."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for key in values(var.media_public_keys) : startswith(key, "-----BEGIN PUBLIC KEY-----")])
    error_message = "media_public_keys must be public keys in PEM."
  }
}

variable "media_signing_key" {
  description = "Which of media_public_keys web signs with; its private half is put into the secret media-key by hand. null: media is served from the bucket itself."
  type        = string
  default     = null

  validation {
    condition     = var.media_signing_key == null || contains(keys(var.media_public_keys), coalesce(var.media_signing_key, "none"))
    error_message = "media_signing_key must be a name of media_public_keys."
  }
}

variable "bastion_enabled" {
  description = "Whether there is a machine inside the VPC, reached by Session Manager; `shell` (ECS Exec) needs none."
  type        = bool
  default     = false
}
