variable "name" {
  description = "What every resource is named after, such as sluice-prod."
  type        = string
}

variable "subnet_id" {
  description = "A private subnet: the instance has no public address."
  type        = string
}

variable "security_group_id" {
  description = "What it may reach: the setup tasks' group, for it does their kind of work."
  type        = string
}
