locals {
  has_domain = var.domain != null
  domains    = local.has_domain ? [var.domain.name] : []
  # CloudFront takes certificates of one region only; the load balancer those of its own.
  cloudfront_region = "us-east-1"
}

data "aws_region" "current" {}

resource "aws_acm_certificate" "this" {
  for_each          = local.has_domain ? { cloudfront = local.cloudfront_region, load-balancer = data.aws_region.current.region } : {}
  region            = each.value
  domain_name       = var.domain.name
  validation_method = "DNS"

  lifecycle {
    create_before_destroy = true
  }
}

# Both certificates are proven by one record.
resource "aws_route53_record" "validation" {
  count           = length(local.domains)
  zone_id         = var.domain.zone_id
  name            = tolist(aws_acm_certificate.this["cloudfront"].domain_validation_options)[0].resource_record_name
  type            = tolist(aws_acm_certificate.this["cloudfront"].domain_validation_options)[0].resource_record_type
  records         = [tolist(aws_acm_certificate.this["cloudfront"].domain_validation_options)[0].resource_record_value]
  ttl             = 300
  allow_overwrite = true
}

resource "aws_acm_certificate_validation" "this" {
  for_each                = aws_acm_certificate.this
  region                  = each.value.region
  certificate_arn         = each.value.arn
  validation_record_fqdns = aws_route53_record.validation[*].fqdn
}

resource "aws_route53_record" "this" {
  for_each = local.has_domain ? toset(["A", "AAAA"]) : []
  zone_id  = var.domain.zone_id
  name     = var.domain.name
  type     = each.key

  alias {
    name                   = aws_cloudfront_distribution.this.domain_name
    zone_id                = aws_cloudfront_distribution.this.hosted_zone_id
    evaluate_target_health = false
  }
}
