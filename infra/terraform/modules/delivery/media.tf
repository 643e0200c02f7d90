resource "aws_cloudfront_origin_access_control" "media" {
  name                              = "${var.name}-media"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

# A key that has changed is another key: it is made before the group lets the old one go.
resource "aws_cloudfront_public_key" "media" {
  for_each    = var.media_public_keys
  name_prefix = "${var.name}-${each.key}-"
  encoded_key = each.value

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_cloudfront_key_group" "media" {
  count = local.serves_media ? 1 : 0
  name  = "${var.name}-media"
  items = [for key in aws_cloudfront_public_key.media : key.id]
}

# /cdn/<video>/… is <video>/… in the bucket.
resource "aws_cloudfront_function" "media_path" {
  name    = "${var.name}-media-path"
  runtime = "cloudfront-js-2.0"
  publish = true
  code    = <<-JAVASCRIPT
    function handler(event) {
      const request = event.request;
      request.uri = request.uri.replace(/^\/cdn\//, '/');
      return request;
    }
  JAVASCRIPT
}
