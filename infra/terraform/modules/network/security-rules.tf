resource "aws_vpc_security_group_egress_rule" "flow" {
  for_each                     = local.flows_by_name
  description                  = each.key
  security_group_id            = aws_security_group.this[each.value.from].id
  referenced_security_group_id = aws_security_group.this[each.value.to].id
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = each.value.port
}

resource "aws_vpc_security_group_ingress_rule" "flow" {
  for_each                     = local.flows_by_name
  description                  = each.key
  security_group_id            = aws_security_group.this[each.value.to].id
  referenced_security_group_id = aws_security_group.this[each.value.from].id
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = each.value.port
}

# CloudFront's own addresses, which AWS keeps up to date.
data "aws_ec2_managed_prefix_list" "cloudfront" {
  name = "com.amazonaws.global.cloudfront.origin-facing"
}

# One port: the list counts as 55 rules, and a group may have 60.
resource "aws_vpc_security_group_ingress_rule" "cloudfront" {
  #checkov:skip=CKV_AWS_260:Not from everywhere: from the prefix list of CloudFront
  description       = "CloudFront to the load balancer"
  security_group_id = aws_security_group.this["load-balancer"].id
  prefix_list_id    = data.aws_ec2_managed_prefix_list.cloudfront.id
  ip_protocol       = "tcp"
  from_port         = var.load_balancer_port
  to_port           = var.load_balancer_port
}

resource "aws_vpc_security_group_egress_rule" "s3" {
  for_each          = toset(["web", "orchestrator", "transcoder", "setup", "collector"])
  description       = "S3 by the gateway endpoint, where layers of images lie too"
  security_group_id = aws_security_group.this[each.key].id
  prefix_list_id    = aws_vpc_endpoint.s3.prefix_list_id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_security_group_egress_rule" "internet" {
  for_each          = toset(local.reach_internet)
  description       = "The API of AWS, and whom webhooks are sent to"
  security_group_id = aws_security_group.this[each.key].id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_security_group_egress_rule" "mail" {
  count             = var.mail_port == null ? 0 : 1
  description       = "The mail server"
  security_group_id = aws_security_group.this["orchestrator"].id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = var.mail_port
  to_port           = var.mail_port
}
