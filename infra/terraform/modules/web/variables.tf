variable "name" {
  description = "What every resource is named after, such as sluice-prod."
  type        = string
}

variable "image" {
  description = "The program's repository and the digest of its image."
  type        = object({ repository = object({ url = string, arn = string }), digest = string })
}

variable "runtime" {
  description = "What all tasks have in common; ../task says what that is."
  type        = any
}

variable "kafka" {
  description = "The cluster's ARN, and where its brokers answer."
  type        = object({ cluster_arn = string, brokers = string })
}

variable "size" {
  description = "Fargate's units of one task."
  type        = object({ cpu = number, memory_mib = number })
}

variable "cluster" {
  description = "The ECS cluster."
  type        = object({ arn = string, name = string })
}

variable "network" {
  description = "Where it runs and who may reach it."
  type = object({
    vpc_id                          = string
    vpc_cidr                        = string
    subnet_ids                      = list(string)
    security_group_id               = string
    load_balancer_security_group_id = string
  })
}

variable "registry_arn" {
  description = "Where its tasks register their addresses, for workers."
  type        = string
}

variable "certificate_arn" {
  description = "Certificate of the load balancer, or null where CloudFront reaches it without TLS inside the VPC."
  type        = string
  nullable    = true
}

variable "has_certificate" {
  description = "Whether there is one: known before it is made."
  type        = bool
}

variable "scaling" {
  description = "How many tasks run, and when one is added or taken away."
  type        = any
}

variable "deployment" {
  description = "How tasks are replaced."
  type        = object({ minimum_healthy_percent = number, deregistration_seconds = number })
}

variable "public_url" {
  description = "The address that people open."
  type        = string
}

variable "database_url_secret_arn" {
  description = "The secret that holds DATABASE_URL."
  type        = string
}

variable "buckets" {
  description = "Names and ARNs of the buckets."
  type        = object({ names = map(string), arns = map(string) })
}

variable "media" {
  description = "Where CloudFront serves media, and its id of the key that web signs with; null: media comes from the bucket itself."
  type        = object({ url = string, key_id = string })
  nullable    = true
}

variable "settings" {
  description = "Further variables of web's environment, as in .env.example."
  type        = map(string)
}

variable "has_foreign_transcoder" {
  description = "Whether a foreign transcoder may say how a video ended: it gets a secret of its own."
  type        = bool
}

variable "secret_recovery_days" {
  description = "Deleted secrets can be brought back for so long."
  type        = number
}

variable "deletion_protection" {
  description = "Whether AWS refuses to delete the load balancer."
  type        = bool
}
