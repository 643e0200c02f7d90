# terraform init -backend-config=environments/dev.backend.hcl -backend-config=bucket=<your state bucket>
key          = "sluice/dev.tfstate"
region       = "us-east-1"
encrypt      = true
# Two applies at a time are refused by a lock beside the state.
use_lockfile = true
