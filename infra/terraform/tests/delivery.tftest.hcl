provider "aws" {
  region = "eu-central-1"
}

variables {
  name                      = "sluice-test"
  domain                    = { name = "video.example.com", zone_id = "Z1" }
  load_balancer             = { arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/test/1", dns_name = "internal-test.elb.amazonaws.com" }
  media_domain_name         = "media.s3.eu-central-1.amazonaws.com"
  media_public_keys         = { first = "-----BEGIN PUBLIC KEY-----" }
  requests_per_five_minutes = 3000
  price_class               = "PriceClass_100"
  log_retention_days        = 30
}

run "with_a_domain_and_signed_cookies" {
  command = plan

  module {
    source = "./modules/delivery"
  }

  assert {
    condition     = output.public_url == "https://video.example.com"
    error_message = "People open another address."
  }

  assert {
    condition     = aws_acm_certificate.this["cloudfront"].region == "us-east-1" && aws_acm_certificate.this["load-balancer"].region == "eu-central-1"
    error_message = "A certificate lies where nobody can use it."
  }

  assert {
    condition     = aws_cloudfront_vpc_origin.this.vpc_origin_endpoint_config[0].origin_protocol_policy == "https-only"
    error_message = "CloudFront speaks to the load balancer without TLS."
  }

  assert {
    condition     = aws_cloudfront_distribution.this.viewer_certificate[0].minimum_protocol_version == "TLSv1.2_2021"
    error_message = "Old TLS is spoken."
  }

  assert {
    condition     = aws_cloudfront_cache_policy.year.default_ttl == 31536000 && aws_cloudfront_cache_policy.year.max_ttl == 31536000
    error_message = "Segments are not kept for a year."
  }

  assert {
    condition     = alltrue([for answer in aws_cloudfront_distribution.this.custom_error_response : answer.error_caching_min_ttl == 0]) && length(setsubtract([400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504], aws_cloudfront_distribution.this.custom_error_response[*].error_code)) == 0
    error_message = "An error may be kept: what is not there yet would stay away."
  }

  # CloudFront compares the load balancer's certificate with the Host header that it passes on, or with the origin's name.
  assert {
    condition     = one(one(aws_cloudfront_origin_request_policy.host.headers_config).headers).items == toset(["Host"])
    error_message = "Static files would be a 502: the certificate is of another name than the load balancer's."
  }

  assert {
    condition     = aws_cloudfront_origin_access_control.media.signing_behavior == "always"
    error_message = "The bucket is asked without a signature."
  }

  assert {
    condition     = [for behaviour in aws_cloudfront_distribution.this.ordered_cache_behavior : behaviour.path_pattern] == ["/_next/static/*", "/cdn/*"]
    error_message = "Something else is kept than static files and media."
  }

  assert {
    condition     = aws_wafv2_web_acl.this.region == "us-east-1" && aws_wafv2_web_acl.this.scope == "CLOUDFRONT"
    error_message = "The firewall lies where CloudFront can not use it."
  }
}

run "without_keys_no_media" {
  command = plan

  module {
    source = "./modules/delivery"
  }

  variables {
    domain            = null
    media_public_keys = {}
  }

  assert {
    condition     = length(aws_cloudfront_distribution.this.origin) == 1 && length(aws_cloudfront_distribution.this.ordered_cache_behavior) == 1
    error_message = "Media would be served to whoever asks."
  }

  assert {
    condition     = aws_cloudfront_distribution.this.viewer_certificate[0].cloudfront_default_certificate && length(aws_acm_certificate.this) == 0
    error_message = "Without a domain there is no certificate of our own."
  }
}
