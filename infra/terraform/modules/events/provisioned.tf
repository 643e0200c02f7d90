locals {
  provisioned = var.kind == "provisioned" ? 1 : 0
}

resource "aws_msk_configuration" "this" {
  count          = local.provisioned
  name           = var.name
  kafka_versions = [var.kafka_version]

  # Topics are made by the setup task; a mistyped name must fail and not make one.
  server_properties = <<-PROPERTIES
    auto.create.topics.enable=false
    default.replication.factor=${length(var.subnet_ids)}
    min.insync.replicas=${length(var.subnet_ids) - 1}
    unclean.leader.election.enable=false
    log.retention.hours=168
  PROPERTIES

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_msk_cluster" "this" {
  count                  = local.provisioned
  cluster_name           = var.name
  kafka_version          = var.kafka_version
  number_of_broker_nodes = length(var.subnet_ids)

  broker_node_group_info {
    instance_type   = var.broker_type
    client_subnets  = var.subnet_ids
    security_groups = [var.security_group_id]

    storage_info {
      ebs_storage_info {
        volume_size = var.broker_storage_gb
      }
    }
  }

  configuration_info {
    arn      = aws_msk_configuration.this[0].arn
    revision = aws_msk_configuration.this[0].latest_revision
  }

  # IAM alone: no anonymous client, no passwords.
  client_authentication {
    unauthenticated = false

    sasl {
      iam = true
    }
  }

  encryption_info {
    encryption_in_transit {
      client_broker = "TLS"
      in_cluster    = true
    }
  }

  logging_info {
    broker_logs {
      cloudwatch_logs {
        enabled   = true
        log_group = aws_cloudwatch_log_group.brokers[0].name
      }
    }
  }
}

resource "aws_cloudwatch_log_group" "brokers" {
  count             = local.provisioned
  name              = "/${var.name}/kafka"
  retention_in_days = var.log_retention_days
}
