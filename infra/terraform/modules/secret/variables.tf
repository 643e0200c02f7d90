variable "name" {
  description = "Name of the secret, such as sluice-prod/auth-secret."
  type        = string
}

variable "description" {
  description = "Whose it is and what for."
  type        = string
}

variable "generated" {
  description = "Whether the value is made here, at random; otherwise an operator puts it in."
  type        = bool
  default     = true
}

variable "value_version" {
  description = "Raise it to have another value made."
  type        = number
  default     = 1
}

variable "recovery_days" {
  description = "A deleted secret can be brought back for so long; 0 frees its name at once."
  type        = number

  validation {
    condition     = var.recovery_days == 0 || (var.recovery_days >= 7 && var.recovery_days <= 30)
    error_message = "recovery_days must be 0, or 7 to 30."
  }
}
