# In us-east-1, where CloudFront's firewalls live.
resource "aws_wafv2_web_acl" "this" {
  region      = local.cloudfront_region
  name        = var.name
  description = "Before everything else. The program has finer limits of its own"
  scope       = "CLOUDFRONT"

  default_action {
    allow {}
  }

  rule {
    name     = "rate"
    priority = 1

    action {
      block {
        custom_response {
          response_code = 429
        }
      }
    }

    statement {
      rate_based_statement {
        limit                 = var.requests_per_five_minutes
        evaluation_window_sec = 300
        aggregate_key_type    = "IP"
      }
    }

    visibility_config {
      metric_name                = "${var.name}-rate"
      cloudwatch_metrics_enabled = true
      sampled_requests_enabled   = false
    }
  }

  # Requests that no browser sends: Log4j's and the like.
  rule {
    name     = "known-bad-inputs"
    priority = 2

    override_action {
      none {}
    }

    statement {
      managed_rule_group_statement {
        vendor_name = "AWS"
        name        = "AWSManagedRulesKnownBadInputsRuleSet"
      }
    }

    visibility_config {
      metric_name                = "${var.name}-known-bad-inputs"
      cloudwatch_metrics_enabled = true
      sampled_requests_enabled   = false
    }
  }

  visibility_config {
    metric_name                = var.name
    cloudwatch_metrics_enabled = true
    sampled_requests_enabled   = false
  }
}

resource "aws_cloudwatch_log_group" "firewall" {
  region = local.cloudfront_region
  # AWS demands the beginning.
  name              = "aws-waf-logs-${var.name}"
  retention_in_days = var.log_retention_days
}

# What was refused, without what must not be in a log.
resource "aws_wafv2_web_acl_logging_configuration" "this" {
  region                  = local.cloudfront_region
  resource_arn            = aws_wafv2_web_acl.this.arn
  log_destination_configs = [aws_cloudwatch_log_group.firewall.arn]

  logging_filter {
    default_behavior = "DROP"

    filter {
      behavior    = "KEEP"
      requirement = "MEETS_ANY"

      condition {
        action_condition {
          action = "BLOCK"
        }
      }
    }
  }

  redacted_fields {
    query_string {}
  }

  dynamic "redacted_fields" {
    for_each = ["cookie", "authorization"]

    content {
      single_header {
        name = redacted_fields.value
      }
    }
  }
}
