variable "name" {
  description = "Family of the task definition, and prefix of its roles and log group."
  type        = string
}

variable "program" {
  description = "Name of the container: web, orchestrator, transcoder, …"
  type        = string
}

variable "image" {
  description = "Where the image lies, the repository's ARN for the role that pulls it, and sha256:… of the image's manifest: null only until the first push."
  type        = object({ repository = object({ url = string, arn = string }), digest = string })
}

variable "runtime" {
  description = "What all tasks have in common: X86_64 or ARM64, as the images were built; how often health is asked for, and how many bad answers in a row end a task; how long logs are kept; whether operators may open a shell inside (ECS Exec)."
  type = object({
    cpu_architecture   = string
    health_check       = object({ interval_seconds = number, failures = number, grace_seconds = number })
    log_retention_days = number
    can_exec           = bool
  })
}

variable "command" {
  description = "What the container runs, from the image's working directory; empty: the image's own."
  type        = list(string)
}

variable "size" {
  description = "Fargate's units: cpu (1024 is a vCPU) and memory in MiB."
  type        = object({ cpu = number, memory_mib = number })

  validation {
    condition     = contains([256, 512, 1024, 2048, 4096, 8192, 16384], var.size.cpu) && var.size.memory_mib >= 2 * var.size.cpu
    error_message = "size.cpu must be one of Fargate's, and memory_mib at least twice as much."
  }
}

variable "port" {
  description = "Port that the program listens on, if any."
  type        = number
  default     = null
}

variable "environment" {
  description = "The program's environment."
  type        = map(string)
}

variable "secrets" {
  description = "Variables whose value is a secret, by its ARN."
  type        = map(string)
  default     = {}
}

variable "writable_paths" {
  description = "Folders that may be written to; all else is read-only. The image must own them (VOLUME)."
  type        = list(string)
  default     = []
}

variable "health_command" {
  description = "What tells that the program lives, as arguments; empty: nobody asks."
  type        = list(string)
  default     = []
}

variable "policy_json" {
  description = "What the program itself may do on AWS."
  type        = string
}

variable "keep_old_revisions" {
  description = "Whether replaced revisions stay usable, for a launcher that still names them."
  type        = bool
  default     = false
}
