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

variable "database_url_secret_arn" {
  description = "The secret that holds DATABASE_URL."
  type        = string
}

variable "admin_email" {
  description = "Who signs in first; the password is in the secret admin-password."
  type        = string
}

variable "secret_recovery_days" {
  description = "Deleted secrets can be brought back for so long."
  type        = number
}
