variable "cluster_arn" {
  description = "The MSK cluster."
  type        = string
}

variable "read_topics" {
  description = "Topics that may be read; a trailing * stands for any rest."
  type        = list(string)
  default     = []
}

variable "write_topics" {
  description = "Topics that may be written to."
  type        = list(string)
  default     = []
}

variable "create_topics" {
  description = "Topics that may be made and configured."
  type        = list(string)
  default     = []
}

variable "groups" {
  description = "Consumer groups that may be joined and asked about; a trailing * stands for any rest."
  type        = list(string)
  default     = []
}

variable "disposable_groups" {
  description = "Groups that are joined for one reading and then deleted."
  type        = list(string)
  default     = []
}

variable "watched_groups" {
  description = "Groups that may be asked about, and no more: how far others are behind."
  type        = list(string)
  default     = []
}
