variable "name" {
  description = "What every resource is named after, such as sluice-prod."
  type        = string
}

variable "vpc_cidr" {
  description = "Addresses of the VPC; each zone gets a sixteenth for programs and two smaller parts."
  type        = string

  validation {
    condition     = can(cidrhost(var.vpc_cidr, 0)) && try(tonumber(split("/", var.vpc_cidr)[1]), 0) >= 16 && try(tonumber(split("/", var.vpc_cidr)[1]), 0) <= 20
    error_message = "vpc_cidr must be a CIDR block between /16 and /20."
  }
}

variable "zone_count" {
  description = "Availability zones in use."
  type        = number
  default     = 3

  validation {
    condition     = contains([2, 3], var.zone_count)
    error_message = "zone_count must be 2 or 3."
  }
}

variable "nat" {
  description = "Ways out to the internet: none, single (cheaper, dies with its zone) or per-zone."
  type        = string

  validation {
    condition     = contains(["none", "single", "per-zone"], var.nat)
    error_message = "nat must be none, single or per-zone."
  }
}

variable "interface_endpoints" {
  description = "AWS services reached inside the VPC instead of over NAT, by short name, such as ecr.api."
  type        = set(string)
}

variable "load_balancer_port" {
  description = "Port on which CloudFront reaches the load balancer: 443 with a certificate, 80 without."
  type        = number
}

variable "mail_port" {
  description = "Port on which the orchestrator reaches the mail server, or null where no letters are sent."
  type        = number
  nullable    = true
}

variable "log_retention_days" {
  description = "How long flow logs are kept, in days."
  type        = number
}
