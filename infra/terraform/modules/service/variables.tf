variable "name" {
  description = "Name of the service and prefix of its alarms."
  type        = string
}

variable "cluster" {
  description = "The ECS cluster it runs in."
  type        = object({ arn = string, name = string })
}

variable "task_definition_arn" {
  description = "Which revision it runs."
  type        = string
}

variable "container_name" {
  description = "The container that gets the load balancer's traffic."
  type        = string
}

variable "subnet_ids" {
  description = "Subnets of its tasks, one for each zone: ECS spreads them."
  type        = list(string)
}

variable "security_group_id" {
  description = "Security group of its tasks."
  type        = string
}

variable "registry_arn" {
  description = "Where its tasks register their addresses, or null."
  type        = string
  nullable    = true
}

variable "is_behind_load_balancer" {
  description = "Whether a load balancer sends it traffic; load_balancer then says which."
  type        = bool
  default     = false
}

variable "load_balancer" {
  description = "The target group, its port, and both as metrics name them."
  type = object({
    target_group_arn    = string
    port                = number
    arn_suffix          = string
    target_group_suffix = string
  })
  default = null
}

variable "scaling" {
  description = "How many tasks run at first, at least and at most, and when one is added or taken away."
  type = object({
    desired            = number
    smallest           = number
    largest            = number
    out_cpu_percent    = number
    out_memory_percent = number
    out_connections    = number
    out_after_minutes  = number
    in_cpu_percent     = number
    in_after_minutes   = number
    cooldown_seconds   = number
  })

  validation {
    condition     = var.scaling.smallest >= 1 && var.scaling.smallest <= var.scaling.desired && var.scaling.desired <= var.scaling.largest
    error_message = "scaling must have 1 <= smallest <= desired <= largest."
  }

  validation {
    condition     = var.scaling.in_cpu_percent < var.scaling.out_cpu_percent && var.scaling.out_cpu_percent <= 100
    error_message = "scaling.in_cpu_percent must be below out_cpu_percent, or the service would swing."
  }
}

variable "grace_seconds" {
  description = "Health is not held against a task that is younger."
  type        = number
}

variable "minimum_healthy_percent" {
  description = "How much of the service stays up while it is replaced."
  type        = number

  validation {
    condition     = var.minimum_healthy_percent >= 50 && var.minimum_healthy_percent <= 100
    error_message = "minimum_healthy_percent must be 50 to 100: people must not notice a deployment."
  }
}

variable "can_exec" {
  description = "Whether operators may open a shell inside (ECS Exec)."
  type        = bool
}
