resource "aws_secretsmanager_secret" "this" {
  #checkov:skip=CKV2_AWS_57:Rotated by raising value_version and restarting whoever reads it
  #checkov:skip=CKV_AWS_149:Encrypted with AWS's own key; one of ours would add a grant to each role and keep nobody out
  name                    = var.name
  description             = var.description
  recovery_window_in_days = var.recovery_days
}

# Lives for the time of an apply; the state never holds it.
ephemeral "random_password" "this" {
  length  = 48
  special = false
}

resource "aws_secretsmanager_secret_version" "this" {
  count                    = var.generated ? 1 : 0
  secret_id                = aws_secretsmanager_secret.this.id
  secret_string_wo         = ephemeral.random_password.this.result
  secret_string_wo_version = var.value_version
}
