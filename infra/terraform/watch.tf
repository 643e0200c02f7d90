module "observability" {
  source             = "./modules/observability"
  name               = local.name
  alarm_emails       = var.alarm_emails
  monthly_budget_usd = var.monthly_budget_usd
  thresholds         = var.alarm_thresholds
  runtime            = local.runtime

  sources = {
    cluster              = module.cluster.name
    web_service          = module.web.service_name
    orchestrator_service = module.orchestrator.service_name
    load_balancer        = module.web.load_balancer.arn_suffix
    target_group         = module.web.load_balancer.target_group_suffix
    database             = module.database.identifier
    kafka                = module.events.cluster_name
    kafka_brokers        = var.kafka_kind == "provisioned" ? var.zone_count : 0
    bridge               = module.bridge.function_name
    bridge_dead_letters  = module.bridge.dead_letter_queue
  }

  collector = {
    image             = local.images.collector
    cluster           = local.cluster
    subnet_ids        = module.network.private_subnet_ids
    security_group_id = module.network.security_group_ids["collector"]
    # The orchestrator tells of the workers too, from their events: they end before anybody scrapes them.
    targets = {
      web          = { host = module.cluster.host_names["web"], port = module.web.metrics_port, path = "/metrics" }
      orchestrator = { host = module.cluster.host_names["orchestrator"], port = module.orchestrator.metrics_port, path = "/metrics" }
    }
  }
}
