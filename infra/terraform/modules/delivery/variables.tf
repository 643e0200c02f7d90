variable "name" {
  description = "What every resource is named after, such as sluice-prod."
  type        = string
}

variable "domain" {
  description = "Name that people open and its Route 53 zone, or null for CloudFront's own name."
  type        = object({ name = string, zone_id = string })
  nullable    = true
}

variable "load_balancer" {
  description = "The internal load balancer."
  type        = object({ arn = string, dns_name = string })
}

variable "media_domain_name" {
  description = "The media bucket's address."
  type        = string
}

variable "media_public_keys" {
  description = "Keys that addresses may be signed with, in PEM, by a name of one's own; several while one replaces another. Empty: media is not served from CloudFront."
  type        = map(string)

  validation {
    condition     = alltrue([for key in values(var.media_public_keys) : startswith(key, "-----BEGIN PUBLIC KEY-----")])
    error_message = "media_public_keys must be public keys in PEM."
  }
}

variable "requests_per_five_minutes" {
  description = "What one address may ask for in five minutes before the firewall turns it away."
  type        = number

  validation {
    condition     = var.requests_per_five_minutes >= 100
    error_message = "requests_per_five_minutes must be 100 or more: playing a video takes some."
  }
}

variable "price_class" {
  description = "How far CloudFront reaches: PriceClass_100 (North America, Europe), _200 or _All."
  type        = string

  validation {
    condition     = contains(["PriceClass_100", "PriceClass_200", "PriceClass_All"], var.price_class)
    error_message = "price_class must be PriceClass_100, PriceClass_200 or PriceClass_All."
  }
}

variable "log_retention_days" {
  description = "How long refused requests are kept, in days."
  type        = number
}
