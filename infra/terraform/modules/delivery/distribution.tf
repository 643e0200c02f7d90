locals {
  year_seconds = 31536000
  serves_media = length(var.media_public_keys) > 0
}

# Into the VPC, to a load balancer without a public address.
resource "aws_cloudfront_vpc_origin" "this" {
  vpc_origin_endpoint_config {
    name                   = var.name
    arn                    = var.load_balancer.arn
    http_port              = 80
    https_port             = 443
    origin_protocol_policy = local.has_domain ? "https-only" : "http-only"

    origin_ssl_protocols {
      items    = ["TLSv1.2"]
      quantity = 1
    }
  }
}

resource "aws_cloudfront_distribution" "this" {
  #checkov:skip=CKV_AWS_86:Addresses of media carry grants, which must not lie in a log; the firewall logs what it refuses
  #checkov:skip=CKV_AWS_310:One region: there is no second origin to fail over to
  #checkov:skip=CKV_AWS_374:Which countries may watch is the operator's to say
  #checkov:skip=CKV_AWS_305:web answers the root itself
  #checkov:skip=CKV2_AWS_32:web sends its own headers (next.config.mjs); another set would contradict its nonces
  #checkov:skip=CKV_AWS_174:TLS 1.2 wherever there is a certificate of our own; CloudFront's own name has no choice
  #checkov:skip=CKV2_AWS_42:CloudFront's own certificate serves only while there is no domain
  #checkov:skip=CKV2_AWS_47:AWSManagedRulesKnownBadInputsRuleSet is in firewall.tf
  comment         = var.name
  enabled         = true
  is_ipv6_enabled = true
  http_version    = "http2and3"
  price_class     = var.price_class
  aliases         = local.domains
  web_acl_id      = aws_wafv2_web_acl.this.arn

  origin {
    origin_id   = "web"
    domain_name = var.load_balancer.dns_name

    vpc_origin_config {
      vpc_origin_id = aws_cloudfront_vpc_origin.this.id
      # The most without asking AWS for more; live pages are pinged every 15 s.
      origin_read_timeout      = 60
      origin_keepalive_timeout = 60
    }
  }

  dynamic "origin" {
    for_each = local.serves_media ? [1] : []

    content {
      origin_id                = "media"
      domain_name              = var.media_domain_name
      origin_access_control_id = aws_cloudfront_origin_access_control.media.id
    }
  }

  # Pages, API, live events, manifests: everything that depends on who asks, never kept.
  default_cache_behavior {
    target_origin_id         = "web"
    viewer_protocol_policy   = "redirect-to-https"
    allowed_methods          = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"]
    cached_methods           = ["GET", "HEAD"]
    cache_policy_id          = data.aws_cloudfront_cache_policy.disabled.id
    origin_request_policy_id = data.aws_cloudfront_origin_request_policy.all_viewer.id
    # gzip holds live events back until its buffer is full.
    compress = false
  }

  # Named by their content by `next build`.
  ordered_cache_behavior {
    path_pattern           = "/_next/static/*"
    target_origin_id       = "web"
    viewer_protocol_policy = "redirect-to-https"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    cache_policy_id        = aws_cloudfront_cache_policy.year.id
    # Without the name that people open the load balancer's certificate would be a stranger's: 502.
    origin_request_policy_id = aws_cloudfront_origin_request_policy.host.id
    compress                 = true
  }

  dynamic "ordered_cache_behavior" {
    for_each = local.serves_media ? [1] : []

    # Keys are never written twice, so what is kept never changes; who may fetch is said by a signature in the address.
    content {
      path_pattern           = "/cdn/*"
      target_origin_id       = "media"
      viewer_protocol_policy = "https-only"
      allowed_methods        = ["GET", "HEAD"]
      cached_methods         = ["GET", "HEAD"]
      cache_policy_id        = aws_cloudfront_cache_policy.year.id
      trusted_key_groups     = aws_cloudfront_key_group.media[*].id
      compress               = false

      function_association {
        event_type   = "viewer-request"
        function_arn = aws_cloudfront_function.media_path.arn
      }
    }
  }

  # "Not yet" must never be kept: CloudFront keeps errors for ten seconds unless told otherwise.
  dynamic "custom_error_response" {
    for_each = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504]

    content {
      error_code            = custom_error_response.value
      error_caching_min_ttl = 0
    }
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    cloudfront_default_certificate = local.has_domain ? null : true
    acm_certificate_arn            = local.has_domain ? aws_acm_certificate_validation.this["cloudfront"].certificate_arn : null
    ssl_support_method             = local.has_domain ? "sni-only" : null
    minimum_protocol_version       = local.has_domain ? "TLSv1.2_2021" : null
  }
}
