locals {
  database = "sluice"
  user     = "sluice"
}

resource "aws_db_subnet_group" "this" {
  name       = var.name
  subnet_ids = var.subnet_ids
}

resource "aws_db_parameter_group" "this" {
  name_prefix = "${var.name}-"
  family      = "mysql${join(".", slice(split(".", var.engine_version), 0, 2))}"

  # No connection without TLS, whatever a client asks for.
  parameter {
    name  = "require_secure_transport"
    value = "1"
  }

  # Queries above a second go to the slow log.
  parameter {
    name  = "slow_query_log"
    value = "1"
  }

  parameter {
    name  = "long_query_time"
    value = "1"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_db_instance" "this" {
  #checkov:skip=CKV_AWS_353:Performance Insights is not offered for the small classes that most start on; enhanced monitoring and the slow log are on
  #checkov:skip=CKV_AWS_161:Programs sign in by a password from Secrets Manager: pools of connections outlive a token of 15 minutes
  #checkov:skip=CKV_AWS_157:multi_az is a variable, on in prod.tfvars
  #checkov:skip=CKV_AWS_293:deletion_protection is a variable, on in prod.tfvars
  identifier     = var.name
  engine         = "mysql"
  engine_version = var.engine_version
  instance_class = var.instance_class
  multi_az       = var.multi_az

  db_name             = local.database
  username            = local.user
  password_wo         = ephemeral.aws_secretsmanager_secret_version.password.secret_string
  password_wo_version = var.password_version

  allocated_storage     = var.storage_gb.initial
  max_allocated_storage = var.storage_gb.largest
  storage_type          = "gp3"
  storage_encrypted     = true

  db_subnet_group_name   = aws_db_subnet_group.this.name
  vpc_security_group_ids = [var.security_group_id]
  publicly_accessible    = false
  parameter_group_name   = aws_db_parameter_group.this.name
  # RSA 2048 until 2061: among the certificates that mysql2's profile "Amazon RDS" trusts.
  ca_cert_identifier = "rds-ca-rsa2048-g1"

  # In the small hours of Europe and America; maintenance after the day's snapshot.
  backup_window              = "04:00-05:00"
  maintenance_window         = "sun:05:30-sun:06:30"
  backup_retention_period    = var.backup_days
  copy_tags_to_snapshot      = true
  auto_minor_version_upgrade = true
  deletion_protection        = var.deletion_protection
  skip_final_snapshot        = !var.deletion_protection
  final_snapshot_identifier  = "${var.name}-last"

  monitoring_interval             = 60
  monitoring_role_arn             = aws_iam_role.monitoring.arn
  enabled_cloudwatch_logs_exports = ["error", "slowquery"]

  depends_on = [aws_cloudwatch_log_group.this]
}

# Made here and not by RDS, which would keep its logs for ever.
resource "aws_cloudwatch_log_group" "this" {
  for_each          = toset(["error", "slowquery"])
  name              = "/aws/rds/instance/${var.name}/${each.key}"
  retention_in_days = var.log_retention_days
}
