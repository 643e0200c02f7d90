module "delivery" {
  source                    = "./modules/delivery"
  name                      = local.name
  domain                    = var.domain
  load_balancer             = { arn = module.web.load_balancer.arn, dns_name = module.web.load_balancer.dns_name }
  media_domain_name         = module.storage.media_domain_name
  media_public_keys         = var.media_public_keys
  requests_per_five_minutes = var.requests_per_five_minutes
  price_class               = var.price_class
  log_retention_days        = var.log_retention_days
}

module "bridge" {
  source             = "./modules/bridge"
  name               = local.name
  package            = var.bridge_package
  source_bucket      = module.storage.bucket_names["source"]
  ecs                = { cluster_arn = module.cluster.arn, family = module.transcoder.task.family }
  kafka              = local.kafka
  subnet_ids         = module.network.private_subnet_ids
  security_group_id  = module.network.security_group_ids["bridge"]
  cpu_architecture   = var.cpu_architecture
  log_retention_days = var.log_retention_days
}

module "bastion" {
  source            = "./modules/bastion"
  count             = var.bastion_enabled ? 1 : 0
  name              = local.name
  subnet_id         = module.network.private_subnet_ids[0]
  security_group_id = module.network.security_group_ids["setup"]
}
