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
  description = "Fargate's units of one worker."
  type        = object({ cpu = number, memory_mib = number })
}

variable "web_host" {
  description = "Where workers reach web inside the VPC."
  type        = string
}

variable "buckets" {
  description = "ARNs of the buckets, by what they hold."
  type        = map(string)
}
