variable "name" {
  description = "What every resource is named after, such as sluice-prod."
  type        = string
}

variable "image" {
  description = "The program's repository and the digest of its image."
  type        = object({ repository = object({ url = string, arn = string }), digest = string })
}

variable "runtime" {
  description = "What all tasks have in common; ../task says what that is."
  type        = any
}

variable "kafka" {
  description = "The cluster's ARN, and where its brokers answer."
  type        = object({ cluster_arn = string, brokers = string })
}

variable "size" {
  description = "Fargate's units of one task."
  type        = object({ cpu = number, memory_mib = number })
}

variable "cluster" {
  description = "The ECS cluster: it runs there, and launches workers there."
  type        = object({ arn = string, name = string })
}

variable "network" {
  description = "Where it runs, and where workers do."
  type        = object({ subnet_ids = list(string), security_group_id = string, worker_security_group_id = string })
}

variable "registry_arn" {
  description = "Where its tasks register their addresses, for the collector."
  type        = string
}

variable "scaling" {
  description = "How many tasks run, and when one is added or taken away."
  type        = any
}

variable "minimum_healthy_percent" {
  description = "How much of the service stays up while it is replaced."
  type        = number
}

variable "workers" {
  description = "Most workers at once, those kept warm, and how long one may idle before it ends."
  type        = object({ smallest = number, largest = number, idle_seconds = number })

  validation {
    condition     = var.workers.smallest >= 0 && var.workers.smallest <= var.workers.largest && var.workers.largest <= 100
    error_message = "workers must have 0 <= smallest <= largest <= 100."
  }
}

variable "transcoder" {
  description = "What workers are launched from."
  type        = object({ definition_arn = string, family_arn = string, role_arns = list(string) })
}

variable "public_url" {
  description = "The address that people open: links in letters begin with it."
  type        = string
}

variable "web_host" {
  description = "Where web answers inside the VPC."
  type        = string
}

variable "database_url_secret_arn" {
  description = "The secret that holds DATABASE_URL."
  type        = string
}

variable "buckets" {
  description = "Names and ARNs of the buckets."
  type        = object({ names = map(string), arns = map(string) })
}

variable "mail" {
  description = "Whom letters are from, or null where none are sent; the mail server's URL is put into a secret by hand."
  type        = object({ from = string })
  nullable    = true
}

variable "settings" {
  description = "Further variables of the orchestrator's environment, as in src/server/orchestrator/.env.example."
  type        = map(string)
}

variable "secret_recovery_days" {
  description = "Deleted secrets can be brought back for so long."
  type        = number
}
