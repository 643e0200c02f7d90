locals {
  images = { for program in ["web", "orchestrator", "transcoder", "collector"] : program => {
    repository = { url = module.registry.repository_urls[program], arn = module.registry.repository_arns[program] }
    digest     = var.image_digests[program]
  } }

  runtime = {
    cpu_architecture   = var.cpu_architecture
    health_check       = var.health_check
    log_retention_days = var.log_retention_days
    can_exec           = var.exec_enabled
  }

  kafka   = { cluster_arn = module.events.cluster_arn, brokers = module.events.brokers }
  buckets = { names = module.storage.bucket_names, arns = module.storage.bucket_arns }
  cluster = { arn = module.cluster.arn, name = module.cluster.name }
}

module "cluster" {
  source = "./modules/cluster"
  name   = local.name
  vpc_id = module.network.vpc_id
}

module "web" {
  source       = "./modules/web"
  name         = local.name
  image        = local.images.web
  runtime      = local.runtime
  size         = var.web_size
  cluster      = local.cluster
  registry_arn = module.cluster.registry_arns["web"]
  scaling      = var.scaling["web"]
  deployment   = var.deployment
  network = {
    vpc_id                          = module.network.vpc_id
    vpc_cidr                        = var.vpc_cidr
    subnet_ids                      = module.network.private_subnet_ids
    security_group_id               = module.network.security_group_ids["web"]
    load_balancer_security_group_id = module.network.security_group_ids["load-balancer"]
  }
  certificate_arn         = module.delivery.load_balancer_certificate_arn
  has_certificate         = var.domain != null
  public_url              = module.delivery.public_url
  kafka                   = local.kafka
  buckets                 = local.buckets
  database_url_secret_arn = module.database.url_secret_arn
  media = var.media_signing_key == null ? null : {
    url    = "${module.delivery.public_url}/cdn"
    key_id = module.delivery.media_key_ids[var.media_signing_key]
  }
  has_foreign_transcoder = length(var.foreign_transcoder_origins) > 0
  settings = merge(
    # Links in letters are of use only where letters arrive.
    var.mail == null ? {} : { REQUIRE_VERIFIED_EMAIL = "on" },
    length(var.foreign_transcoder_origins) == 0 ? {} : { WEBHOOK_ALLOWED_ORIGINS = join(",", var.foreign_transcoder_origins) },
    var.web_settings,
  )
  secret_recovery_days = local.secret_recovery_days
  deletion_protection  = var.protect_data
}

module "transcoder" {
  source   = "./modules/transcoder"
  name     = local.name
  image    = local.images.transcoder
  runtime  = local.runtime
  size     = var.transcoder_size
  web_host = module.cluster.host_names["web"]
  kafka    = local.kafka
  buckets  = module.storage.bucket_arns
}

module "orchestrator" {
  source       = "./modules/orchestrator"
  name         = local.name
  image        = local.images.orchestrator
  runtime      = local.runtime
  size         = var.orchestrator_size
  cluster      = local.cluster
  registry_arn = module.cluster.registry_arns["orchestrator"]
  scaling      = var.scaling["orchestrator"]
  network = {
    subnet_ids               = module.network.private_subnet_ids
    security_group_id        = module.network.security_group_ids["orchestrator"]
    worker_security_group_id = module.network.security_group_ids["transcoder"]
  }
  minimum_healthy_percent = var.deployment.minimum_healthy_percent
  workers = {
    smallest     = var.transcoder_min_count
    largest      = var.transcoder_max_count
    idle_seconds = var.transcoder_idle_seconds
  }
  transcoder = {
    definition_arn = module.transcoder.task.definition_arn
    family_arn     = module.transcoder.task.family_arn
    role_arns      = module.transcoder.task.role_arns
  }
  public_url              = module.delivery.public_url
  web_host                = module.cluster.host_names["web"]
  kafka                   = local.kafka
  buckets                 = local.buckets
  database_url_secret_arn = module.database.url_secret_arn
  mail                    = var.mail == null ? null : { from = var.mail.from }
  settings                = var.orchestrator_settings
  secret_recovery_days    = local.secret_recovery_days
}

module "setup" {
  source                  = "./modules/setup"
  name                    = local.name
  image                   = local.images.orchestrator
  runtime                 = local.runtime
  kafka                   = local.kafka
  database_url_secret_arn = module.database.url_secret_arn
  admin_email             = var.admin_email
  secret_recovery_days    = local.secret_recovery_days
}
