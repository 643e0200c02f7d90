variable "mail" {
  description = "Whom letters are from and the mail server's port; null: none are sent. The server's URL goes into the secret smtp-url by hand."
  type        = object({ from = string, port = number })
  default     = null
}

variable "foreign_transcoder_origins" {
  description = "Origins where a foreign transcoder may keep what it made; empty: there is no such door."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for origin in var.foreign_transcoder_origins : can(regex("^https://[^/]+$", origin))])
    error_message = "foreign_transcoder_origins must be https addresses without a path."
  }
}

variable "web_settings" {
  description = "Further variables of web's environment, as in .env.example, such as QUOTA_TOTAL_BYTES."
  type        = map(string)
  default     = {}
}

variable "orchestrator_settings" {
  description = "Further variables of the orchestrator's environment, as in src/server/orchestrator/.env.example."
  type        = map(string)
  default     = {}
}

variable "log_retention_days" {
  description = "How long logs are kept, in days, as CloudWatch allows it."
  type        = number
  default     = 30

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731], var.log_retention_days)
    error_message = "log_retention_days must be one of CloudWatch's: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545 or 731."
  }
}

variable "alarm_emails" {
  description = "Who is told of alarms; each address must confirm once."
  type        = set(string)
  default     = []
}

variable "monthly_budget_usd" {
  description = "What the account may cost a month: told at 80 % of it, and when more than all of it is forecast."
  type        = number
  default     = 500

  validation {
    condition     = var.monthly_budget_usd > 0
    error_message = "monthly_budget_usd must be above 0."
  }
}

variable "alarm_thresholds" {
  description = "From which figure on somebody is told."
  type = object({
    backlog_age_seconds     = optional(number, 300)
    failed_tasks            = optional(number, 5)
    error_percent           = optional(number, 5)
    database_cpu_percent    = optional(number, 90)
    database_free_gb        = optional(number, 5)
    kafka_lag_messages      = optional(number, 1000)
    kafka_disk_used_percent = optional(number, 80)
  })
  default = {}
}
