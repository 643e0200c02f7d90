variable "collector" {
  description = "The collector: its image, where it runs, and what it scrapes (host, port and path by program)."
  type = object({
    image             = object({ repository = object({ url = string, arn = string }), digest = string })
    cluster           = object({ arn = string, name = string })
    subnet_ids        = list(string)
    security_group_id = string
    targets           = map(object({ host = string, port = number, path = string }))
  })
}

variable "runtime" {
  description = "What all tasks have in common; ../task says what that is."
  type        = any
}
