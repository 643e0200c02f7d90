variable "name" {
  description = "What the cluster is named after."
  type        = string
}

variable "kind" {
  description = "provisioned (brokers of a size, the cheaper for most) or serverless (no sizes, billed by partition and byte)."
  type        = string

  validation {
    condition     = contains(["provisioned", "serverless"], var.kind)
    error_message = "kind must be provisioned or serverless."
  }
}

variable "subnet_ids" {
  description = "Subnets without a way out: brokers are spread over them evenly."
  type        = list(string)
}

variable "security_group_id" {
  description = "Kafka's own security group."
  type        = string
}

variable "kafka_version" {
  description = "Version of provisioned brokers, as MSK names it."
  type        = string
}

variable "broker_type" {
  description = "Size of a provisioned broker, such as kafka.t3.small."
  type        = string

  validation {
    condition     = startswith(var.broker_type, "kafka.")
    error_message = "broker_type must be an instance type of MSK, such as kafka.t3.small."
  }
}

variable "broker_storage_gb" {
  description = "Disk of a provisioned broker."
  type        = number

  validation {
    condition     = var.broker_storage_gb >= 1 && var.broker_storage_gb <= 16384
    error_message = "broker_storage_gb must be 1 to 16384."
  }
}

variable "log_retention_days" {
  description = "How long brokers' logs are kept, in days."
  type        = number
}
