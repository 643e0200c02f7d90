# MySQL, Kafka and the registry.
provider "aws" {
  region = "us-east-1"
}

variables {
  name               = "sluice-test"
  subnet_ids         = ["subnet-1", "subnet-2", "subnet-3"]
  security_group_id  = "sg-1"
  log_retention_days = 30
}

run "mysql_takes_tls_alone" {
  command = plan

  module {
    source = "./modules/database"
  }

  variables {
    instance_class      = "db.t4g.small"
    multi_az            = true
    storage_gb          = { initial = 20, largest = 100 }
    backup_days         = 7
    deletion_protection = true
    password_version    = 1
  }

  assert {
    condition     = aws_db_instance.this.engine == "mysql" && startswith(aws_db_instance.this.engine_version, "8.")
    error_message = "It is not MySQL 8."
  }

  assert {
    condition     = one([for parameter in aws_db_parameter_group.this.parameter : parameter.value if parameter.name == "require_secure_transport"]) == "1"
    error_message = "MySQL takes connections without TLS."
  }

  assert {
    condition     = aws_db_instance.this.multi_az && aws_db_instance.this.storage_encrypted && !aws_db_instance.this.publicly_accessible
    error_message = "MySQL is alone, in the clear or public."
  }

  assert {
    condition     = aws_db_instance.this.backup_retention_period == 7 && aws_db_instance.this.deletion_protection && !aws_db_instance.this.skip_final_snapshot
    error_message = "MySQL could be lost."
  }

  assert {
    condition     = aws_db_instance.this.password == null
    error_message = "The password enters the state."
  }
}

run "kafka_of_brokers" {
  command = plan

  module {
    source = "./modules/events"
  }

  variables {
    kind              = "provisioned"
    kafka_version     = "3.9.x"
    broker_type       = "kafka.t3.small"
    broker_storage_gb = 20
  }

  assert {
    condition     = aws_msk_cluster.this[0].number_of_broker_nodes == 3 && length(aws_msk_serverless_cluster.this) == 0
    error_message = "There is not one broker in each zone."
  }

  assert {
    condition     = aws_msk_cluster.this[0].client_authentication[0].sasl[0].iam && !aws_msk_cluster.this[0].client_authentication[0].unauthenticated
    error_message = "Kafka lets in who has no role."
  }

  assert {
    condition     = aws_msk_cluster.this[0].encryption_info[0].encryption_in_transit[0].client_broker == "TLS"
    error_message = "Messages travel in the clear."
  }

  assert {
    condition     = strcontains(aws_msk_configuration.this[0].server_properties, "default.replication.factor=3") && strcontains(aws_msk_configuration.this[0].server_properties, "min.insync.replicas=2")
    error_message = "A broker's loss would lose messages."
  }
}

run "kafka_without_sizes" {
  command = plan

  module {
    source = "./modules/events"
  }

  variables {
    kind              = "serverless"
    kafka_version     = "3.9.x"
    broker_type       = "kafka.t3.small"
    broker_storage_gb = 20
  }

  assert {
    condition     = length(aws_msk_cluster.this) == 0 && aws_msk_serverless_cluster.this[0].client_authentication[0].sasl[0].iam[0].enabled
    error_message = "It is not a serverless cluster with IAM."
  }
}

run "images_are_scanned_and_tidied" {
  command = plan

  module {
    source = "./modules/registry"
  }

  variables {
    programs      = ["web", "transcoder"]
    force_destroy = false
  }

  assert {
    condition     = alltrue([for repository in aws_ecr_repository.this : repository.image_scanning_configuration[0].scan_on_push && repository.image_tag_mutability == "IMMUTABLE"])
    error_message = "An image is not scanned, or its tag could be moved."
  }

  assert {
    condition     = alltrue([for policy in aws_ecr_lifecycle_policy.this : jsondecode(policy.policy).rules[0].selection.countNumber == 20])
    error_message = "Old images are never thrown away."
  }
}
