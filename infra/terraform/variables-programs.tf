variable "web_size" {
  description = "Fargate's units of one web task: cpu (1024 is a vCPU) and memory in MiB."
  type        = object({ cpu = number, memory_mib = number })
  default     = { cpu = 512, memory_mib = 2048 }

  validation {
    condition     = var.web_size.memory_mib >= 1024
    error_message = "web_size.memory_mib must be 1024 or more: sixteen streamed uploads take 256."
  }
}

variable "orchestrator_size" {
  description = "Fargate's units of one orchestrator task."
  type        = object({ cpu = number, memory_mib = number })
  default     = { cpu = 512, memory_mib = 1024 }

  validation {
    condition     = var.orchestrator_size.memory_mib >= 512
    error_message = "orchestrator_size.memory_mib must be 512 or more."
  }
}

variable "transcoder_size" {
  description = "Fargate's units of one worker; FFmpeg takes a thread per vCPU where somebody waits, else as many as the profile says."
  type        = object({ cpu = number, memory_mib = number })
  default     = { cpu = 2048, memory_mib = 4096 }

  validation {
    condition     = var.transcoder_size.memory_mib >= 4096
    error_message = "transcoder_size.memory_mib must be 4096 or more: a 4K source's decoder needs it."
  }
}

variable "scaling" {
  description = "How many tasks of web and of the orchestrator run, and when one is added or taken away; connections are those of one task behind the load balancer."
  type = map(object({
    desired            = optional(number, 1)
    smallest           = optional(number, 1)
    largest            = optional(number, 5)
    out_cpu_percent    = optional(number, 80)
    out_memory_percent = optional(number, 85)
    out_connections    = optional(number, 1000)
    out_after_minutes  = optional(number, 2)
    in_cpu_percent     = optional(number, 10)
    in_after_minutes   = optional(number, 5)
    cooldown_seconds   = optional(number, 300)
  }))
  default = { web = { desired = 2 }, orchestrator = {} }

  validation {
    condition     = toset(keys(var.scaling)) == toset(["web", "orchestrator"])
    error_message = "scaling must say something of web and of orchestrator, and of nothing else: {} is the defaults."
  }

  validation {
    condition     = alltrue([for figures in values(var.scaling) : figures.smallest >= 1 && figures.smallest <= figures.desired && figures.desired <= figures.largest])
    error_message = "scaling must have 1 <= smallest <= desired <= largest."
  }
}

variable "transcoder_min_count" {
  description = "Workers kept warm: with 0 the first video of a quiet hour waits a minute for its worker."
  type        = number
  default     = 0

  validation {
    condition     = var.transcoder_min_count >= 0 && var.transcoder_min_count <= 100
    error_message = "transcoder_min_count must be 0 to 100."
  }
}

variable "transcoder_max_count" {
  description = "Most workers at once. The account's Fargate quota of vCPUs must hold them."
  type        = number
  default     = 10

  validation {
    condition     = var.transcoder_max_count >= 1 && var.transcoder_max_count <= 100 && var.transcoder_max_count >= var.transcoder_min_count
    error_message = "transcoder_max_count must be 1 to 100, and no less than transcoder_min_count."
  }
}

variable "transcoder_idle_seconds" {
  description = "A worker beyond the warm ones ends after so long without work: the cooldown of scaling in."
  type        = number
  default     = 300

  validation {
    condition     = var.transcoder_idle_seconds >= 1
    error_message = "transcoder_idle_seconds must be 1 or more."
  }
}

variable "health_check" {
  description = "How often health is asked for, how many bad answers in a row end a task, and how long a new one is spared."
  type = object({
    interval_seconds = optional(number, 30)
    failures         = optional(number, 3)
    grace_seconds    = optional(number, 300)
  })
  default = {}

  # ECS's own limits.
  validation {
    condition     = var.health_check.interval_seconds >= 5 && var.health_check.failures >= 2 && var.health_check.failures <= 10 && var.health_check.grace_seconds <= 300
    error_message = "health_check must have an interval of 5 s or more, 2 to 10 failures and a grace of up to 300 s."
  }
}

variable "deployment" {
  description = "How tasks are replaced: what share stays up, and how long the balancer lets old requests finish."
  type = object({
    minimum_healthy_percent = optional(number, 100)
    deregistration_seconds  = optional(number, 30)
  })
  default = {}

  validation {
    condition     = var.deployment.minimum_healthy_percent >= 50 && var.deployment.deregistration_seconds >= 0 && var.deployment.deregistration_seconds <= 120
    error_message = "deployment must keep at least 50 % healthy, and let requests finish for up to 120 s, when tasks are killed."
  }
}

variable "exec_enabled" {
  description = "Whether operators may open a shell in web, orchestrator and setup tasks (ECS Exec)."
  type        = bool
  default     = true
}
