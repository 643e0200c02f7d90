variable "name" {
  description = "What the instance is named after."
  type        = string
}

variable "subnet_ids" {
  description = "Subnets without a way out, in at least two zones."
  type        = list(string)
}

variable "security_group_id" {
  description = "The database's own security group."
  type        = string
}

variable "engine_version" {
  description = "MySQL 8 of RDS: major and minor, so that AWS picks the newest patch."
  type        = string
  default     = "8.4"

  validation {
    condition     = startswith(var.engine_version, "8.")
    error_message = "engine_version must be a MySQL 8."
  }
}

variable "instance_class" {
  description = "Size of the instance, such as db.t4g.small."
  type        = string
}

variable "multi_az" {
  description = "Whether a standby in another zone takes over within about a minute."
  type        = bool
}

variable "storage_gb" {
  description = "Disk at first, and at most; it grows by itself between the two."
  type        = object({ initial = number, largest = number })

  validation {
    condition     = var.storage_gb.initial >= 20 && var.storage_gb.largest >= var.storage_gb.initial
    error_message = "storage_gb.initial must be 20 or more, and largest no less."
  }
}

variable "backup_days" {
  description = "Daily snapshots, and the log to come back to any second between them, are kept so long."
  type        = number

  validation {
    condition     = var.backup_days >= 1 && var.backup_days <= 35
    error_message = "backup_days must be 1 to 35."
  }
}

variable "deletion_protection" {
  description = "Whether AWS refuses to delete the instance; without it the last snapshot is not taken either."
  type        = bool
}

variable "password_version" {
  description = "Raise it to change the password: it is written to the secret and to MySQL in one apply."
  type        = number
}

variable "log_retention_days" {
  description = "How long MySQL's own logs are kept, in days."
  type        = number
}
