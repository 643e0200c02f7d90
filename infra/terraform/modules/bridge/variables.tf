variable "name" {
  description = "What every resource is named after, such as sluice-prod."
  type        = string
}

variable "package" {
  description = "The bundled code: a zip file whose bridge.mjs exports `handler`."
  type        = string
}

variable "source_bucket" {
  description = "Whose new objects are told of."
  type        = string
}

variable "ecs" {
  description = "Of which cluster and task family changes of tasks are told."
  type        = object({ cluster_arn = string, family = string })
}

variable "kafka" {
  description = "The cluster's ARN, and where its brokers answer."
  type        = object({ cluster_arn = string, brokers = string })
}

variable "subnet_ids" {
  description = "Subnets from which Kafka can be reached."
  type        = list(string)
}

variable "security_group_id" {
  description = "The bridge's own security group."
  type        = string
}

variable "cpu_architecture" {
  description = "X86_64 or ARM64."
  type        = string
}

variable "log_retention_days" {
  description = "How long its log is kept, in days."
  type        = number
}
