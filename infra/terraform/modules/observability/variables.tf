variable "name" {
  description = "What every resource is named after, and the System that our own metrics carry."
  type        = string
}

variable "alarm_emails" {
  description = "Who is told of alarms; each address must confirm once."
  type        = set(string)
}

variable "monthly_budget_usd" {
  description = "What the account may cost a month before somebody is told."
  type        = number

  validation {
    condition     = var.monthly_budget_usd > 0
    error_message = "monthly_budget_usd must be above 0."
  }
}

variable "sources" {
  description = "What is watched, as its metrics name it."
  type = object({
    cluster              = string
    web_service          = string
    orchestrator_service = string
    load_balancer        = string
    target_group         = string
    database             = string
    kafka                = string
    kafka_brokers        = number
    bridge               = string
    bridge_dead_letters  = string
  })
}

variable "thresholds" {
  description = "From which figure on somebody is told."
  type = object({
    backlog_age_seconds     = number
    failed_tasks            = number
    error_percent           = number
    database_cpu_percent    = number
    database_free_gb        = number
    kafka_lag_messages      = number
    kafka_disk_used_percent = number
  })
}
