# No zone's loss stops it, and a worker is always warm.
environment             = "prod"
admin_email             = "admin@example.com"
nat                     = "per-zone"
interface_endpoints     = ["ecr.api", "ecr.dkr", "logs"]
database_instance_class = "db.m7g.large"
database_multi_az       = true
database_storage_gb     = { initial = 50, largest = 1000 }
database_backup_days    = 14
kafka_broker_type       = "kafka.m7g.large"
kafka_broker_storage_gb = 100
web_size                = { cpu = 1024, memory_mib = 2048 }
# A lost zone's tasks are known within 3 x 6 s and the last answer's 5.
health_check         = { interval_seconds = 6 }
scaling              = { web = { desired = 2, smallest = 2 }, orchestrator = { desired = 2, smallest = 2 } }
transcoder_min_count = 1
log_retention_days   = 90
monthly_budget_usd   = 2500
