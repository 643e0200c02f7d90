locals {
  name = "sluice-${var.environment}"

  # What may be thrown away lets go at once; what may not can be brought back for a week.
  secret_recovery_days = var.protect_data ? 7 : 0
}

module "network" {
  source              = "./modules/network"
  name                = local.name
  vpc_cidr            = var.vpc_cidr
  zone_count          = var.zone_count
  nat                 = var.nat
  interface_endpoints = var.interface_endpoints
  load_balancer_port  = var.domain == null ? 80 : 443
  mail_port           = try(var.mail.port, null)
  log_retention_days  = var.log_retention_days
}

module "storage" {
  source             = "./modules/storage"
  name               = local.name
  public_url         = module.delivery.public_url
  distribution_arn   = module.delivery.distribution.arn
  archive_after_days = var.source_archive_after_days
  force_destroy      = !var.protect_data
}

module "database" {
  source              = "./modules/database"
  name                = local.name
  subnet_ids          = module.network.data_subnet_ids
  security_group_id   = module.network.security_group_ids["database"]
  instance_class      = var.database_instance_class
  multi_az            = var.database_multi_az
  storage_gb          = var.database_storage_gb
  backup_days         = var.database_backup_days
  password_version    = var.database_password_version
  deletion_protection = var.protect_data
  log_retention_days  = var.log_retention_days
}

module "events" {
  source             = "./modules/events"
  name               = local.name
  kind               = var.kafka_kind
  kafka_version      = var.kafka_version
  broker_type        = var.kafka_broker_type
  broker_storage_gb  = var.kafka_broker_storage_gb
  subnet_ids         = module.network.data_subnet_ids
  security_group_id  = module.network.security_group_ids["kafka"]
  log_retention_days = var.log_retention_days
}

module "registry" {
  source        = "./modules/registry"
  name          = local.name
  programs      = ["web", "orchestrator", "transcoder", "collector"]
  force_destroy = !var.protect_data
}
