# The password is made, put into the secret and read back from there for MySQL, so that both hold the same one even if
# an apply breaks off between the two. None of it enters the state.
locals {
  # A name whose secret waits for its end can not be used again: an instance that may be thrown away lets go at once.
  secret_recovery_days = var.deletion_protection ? 7 : 0
}

ephemeral "random_password" "this" {
  length = 40
  # It travels inside a URL.
  special = false
}

resource "aws_secretsmanager_secret" "password" {
  #checkov:skip=CKV2_AWS_57:Rotated by raising database_password_version; a rotation behind the programs' back would cut them off
  #checkov:skip=CKV_AWS_149:Encrypted with AWS's own key; one of ours would add a grant to each role and keep nobody out
  name                    = "${var.name}/database-password"
  description             = "MySQL's password; programs get it inside database-url"
  recovery_window_in_days = local.secret_recovery_days
}

resource "aws_secretsmanager_secret_version" "password" {
  secret_id                = aws_secretsmanager_secret.password.id
  secret_string_wo         = ephemeral.random_password.this.result
  secret_string_wo_version = var.password_version
}

ephemeral "aws_secretsmanager_secret_version" "password" {
  secret_id  = aws_secretsmanager_secret.password.id
  version_id = aws_secretsmanager_secret_version.password.version_id
}

resource "aws_secretsmanager_secret" "url" {
  #checkov:skip=CKV2_AWS_57:Rotated with the password, see above
  #checkov:skip=CKV_AWS_149:Encrypted with AWS's own key, see above
  name                    = "${var.name}/database-url"
  description             = "DATABASE_URL of web, orchestrator and migrations"
  recovery_window_in_days = local.secret_recovery_days
}

resource "aws_secretsmanager_secret_version" "url" {
  secret_id = aws_secretsmanager_secret.url.id
  # "Amazon RDS" is mysql2's own list of RDS's certificates: the server is verified.
  secret_string_wo = format(
    "mysql://%s:%s@%s:3306/%s?ssl=Amazon%%20RDS",
    local.user,
    ephemeral.aws_secretsmanager_secret_version.password.secret_string,
    aws_db_instance.this.address,
    local.database,
  )
  secret_string_wo_version = var.password_version
}
