locals {
  port = 3000
  # The load balancer does not know it: visitors must not read figures.
  metrics_port = 9465
}

# Inside the VPC: CloudFront comes in by a VPC origin, and nobody else at all.
resource "aws_lb" "this" {
  #checkov:skip=CKV_AWS_91:CloudFront stands before it and the program logs each request; a second log of the same tells nothing new
  #checkov:skip=CKV_AWS_150:deletion_protection is a variable, on in prod.tfvars
  #checkov:skip=CKV2_AWS_28:The firewall is on CloudFront, the only way to it
  #checkov:skip=CKV2_AWS_20:It has one listener: HTTPS, or HTTP for CloudFront alone where there is no domain
  name                       = var.name
  internal                   = true
  load_balancer_type         = "application"
  subnets                    = var.network.subnet_ids
  security_groups            = [var.network.load_balancer_security_group_id]
  drop_invalid_header_fields = true
  enable_deletion_protection = var.deletion_protection
  # Live pages are pinged every 15 s; a form upload may pause for a minute.
  idle_timeout = 120
}

resource "aws_lb_target_group" "this" {
  #checkov:skip=CKV_AWS_378:TLS ends at the load balancer; between it and the task lies the VPC
  name_prefix          = "web-"
  vpc_id               = var.network.vpc_id
  target_type          = "ip"
  protocol             = "HTTP"
  port                 = local.port
  deregistration_delay = var.deployment.deregistration_seconds

  # Says only that web serves: Kafka's absence must not take it down.
  health_check {
    path                = "/api/health/live"
    matcher             = "200"
    interval            = var.runtime.health_check.interval_seconds
    unhealthy_threshold = var.runtime.health_check.failures
    healthy_threshold   = 2
    # AWS refuses a check that may still wait when the next one begins.
    timeout = min(10, var.runtime.health_check.interval_seconds - 1)
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_lb_listener" "this" {
  #checkov:skip=CKV_AWS_2:Without a domain there is no certificate; CloudFront speaks TLS to people and reaches this inside the VPC
  #checkov:skip=CKV_AWS_103:The policy below is of TLS 1.3 and 1.2
  load_balancer_arn = aws_lb.this.arn
  protocol          = var.has_certificate ? "HTTPS" : "HTTP"
  port              = var.has_certificate ? 443 : 80
  ssl_policy        = var.has_certificate ? "ELBSecurityPolicy-TLS13-1-2-2021-06" : null
  certificate_arn   = var.certificate_arn

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this.arn
  }
}
