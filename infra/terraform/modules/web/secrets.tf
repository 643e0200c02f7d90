module "auth_secret" {
  source        = "../secret"
  name          = "${var.name}/auth-secret"
  description   = "AUTH_SECRET: signs sessions; another value signs everybody out"
  recovery_days = var.secret_recovery_days
}

module "grant_secret" {
  source        = "../secret"
  name          = "${var.name}/grant-secret"
  description   = "GRANT_SECRET: signs media grants"
  recovery_days = var.secret_recovery_days
}

# Put in by an operator before media goes by CloudFront: Terraform knows the public half alone.
module "media_key" {
  source        = "../secret"
  count         = var.media == null ? 0 : 1
  name          = "${var.name}/media-key"
  description   = "CLOUDFRONT_PRIVATE_KEY: RSA in PEM, to a key of media_public_keys"
  generated     = false
  recovery_days = var.secret_recovery_days
}

module "webhook_secret" {
  source        = "../secret"
  count         = var.has_foreign_transcoder ? 1 : 0
  name          = "${var.name}/webhook-secret"
  description   = "WEBHOOK_SECRET: how a foreign transcoder shows who it is"
  recovery_days = var.secret_recovery_days
}
