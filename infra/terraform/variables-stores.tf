variable "database_instance_class" {
  description = "Size of MySQL; db.t4g.small carries about 170 connections, which five web and five orchestrator tasks use up."
  type        = string
  default     = "db.t4g.small"

  validation {
    condition     = startswith(var.database_instance_class, "db.")
    error_message = "database_instance_class must be an instance class of RDS, such as db.t4g.small."
  }
}

variable "database_multi_az" {
  description = "Whether a standby in another zone takes over; it doubles the price."
  type        = bool
  default     = false
}

variable "database_storage_gb" {
  description = "Disk at first, and at most; it grows by itself between the two."
  type        = object({ initial = number, largest = number })
  default     = { initial = 20, largest = 100 }

  validation {
    condition     = var.database_storage_gb.initial >= 20 && var.database_storage_gb.largest >= var.database_storage_gb.initial
    error_message = "database_storage_gb.initial must be 20 or more, and largest no less."
  }
}

variable "database_backup_days" {
  description = "Daily snapshots, and the log between them, are kept so long."
  type        = number
  default     = 7

  validation {
    condition     = var.database_backup_days >= 1 && var.database_backup_days <= 35
    error_message = "database_backup_days must be 1 to 35."
  }
}

variable "database_password_version" {
  description = "Raise it to change MySQL's password; restart web and orchestrator afterwards."
  type        = number
  default     = 1

  validation {
    condition     = var.database_password_version >= 1
    error_message = "database_password_version must be 1 or more."
  }
}

variable "kafka_kind" {
  description = "provisioned (brokers of a size) or serverless (no sizes; from about 550 dollars a month)."
  type        = string
  default     = "provisioned"

  validation {
    condition     = contains(["provisioned", "serverless"], var.kafka_kind)
    error_message = "kafka_kind must be provisioned or serverless."
  }
}

variable "kafka_version" {
  description = "Version of provisioned brokers, as MSK names it."
  type        = string
  default     = "3.9.x"
}

variable "kafka_broker_type" {
  description = "Size of a provisioned broker; there is one in each zone."
  type        = string
  default     = "kafka.t3.small"

  validation {
    condition     = startswith(var.kafka_broker_type, "kafka.")
    error_message = "kafka_broker_type must be an instance type of MSK, such as kafka.t3.small."
  }
}

variable "kafka_broker_storage_gb" {
  description = "Disk of a provisioned broker; a week of messages of a thousand videos takes less than one."
  type        = number
  default     = 20

  validation {
    condition     = var.kafka_broker_storage_gb >= 1 && var.kafka_broker_storage_gb <= 16384
    error_message = "kafka_broker_storage_gb must be 1 to 16384."
  }
}

variable "source_archive_after_days" {
  description = "Sources that the orchestrator tagged (SOURCE_AFTER_READY=archive) move to Glacier when they are so old."
  type        = number
  default     = 90

  validation {
    condition     = var.source_archive_after_days >= 1
    error_message = "source_archive_after_days must be 1 or more."
  }
}
