terraform {
  # 1.11: write-only arguments, by which no password enters the state.
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source = "hashicorp/aws"
      # 6.0 made `region` an argument of each resource: CloudFront's certificate and firewall live in us-east-1.
      version = "~> 6.25"
    }
    random = {
      source  = "hashicorp/random"
      version = "~> 3.7"
    }
  }

  # Filled in by environments/<name>.backend.hcl at `terraform init`.
  backend "s3" {}
}

provider "aws" {
  region = var.region

  default_tags {
    tags = {
      Project     = "sluice"
      Environment = var.environment
      ManagedBy   = "terraform"
    }
  }
}
