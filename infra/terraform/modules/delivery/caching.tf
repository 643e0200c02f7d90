data "aws_cloudfront_cache_policy" "disabled" {
  name = "Managed-CachingDisabled"
}

data "aws_cloudfront_origin_request_policy" "all_viewer" {
  name = "Managed-AllViewer"
}

# The name that people open and nothing else: what is kept for everybody must not depend on who asked first.
resource "aws_cloudfront_origin_request_policy" "host" {
  name = "${var.name}-host"

  cookies_config {
    cookie_behavior = "none"
  }

  headers_config {
    header_behavior = "whitelist"

    headers {
      items = ["Host"]
    }
  }

  query_strings_config {
    query_string_behavior = "none"
  }
}

# For what is named by its content or written once: the path alone is the key.
resource "aws_cloudfront_cache_policy" "year" {
  name        = "${var.name}-year"
  min_ttl     = 0
  default_ttl = local.year_seconds
  max_ttl     = local.year_seconds

  parameters_in_cache_key_and_forwarded_to_origin {
    enable_accept_encoding_brotli = true
    enable_accept_encoding_gzip   = true

    cookies_config {
      cookie_behavior = "none"
    }

    headers_config {
      header_behavior = "none"
    }

    query_strings_config {
      query_string_behavior = "none"
    }
  }
}
