# One of everything that may be one. What it holds may be thrown away.
environment          = "dev"
admin_email          = "admin@example.com"
protect_data         = false
database_backup_days = 1
scaling              = { web = {}, orchestrator = {} }
log_retention_days   = 7
monthly_budget_usd   = 300
