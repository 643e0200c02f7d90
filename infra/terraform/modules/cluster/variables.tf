variable "name" {
  description = "What the cluster is named after."
  type        = string
}

variable "vpc_id" {
  description = "Where programs find each other by name."
  type        = string
}
