provider "aws" {
  region = "us-east-1"
}

variables {
  name                = "sluice-test"
  vpc_cidr            = "10.40.0.0/16"
  nat                 = "per-zone"
  interface_endpoints = []
  load_balancer_port  = 443
  mail_port           = null
  log_retention_days  = 30
}

run "three_zones_three_tiers" {
  command = plan

  module {
    source = "./modules/network"
  }

  assert {
    condition     = aws_subnet.private[*].cidr_block == ["10.40.0.0/20", "10.40.16.0/20", "10.40.32.0/20"]
    error_message = "Programs do not have a sixteenth in each zone."
  }

  assert {
    condition     = length(distinct(concat(aws_subnet.public[*].cidr_block, aws_subnet.private[*].cidr_block, aws_subnet.data[*].cidr_block))) == 9
    error_message = "Subnets overlap."
  }

  assert {
    condition     = length(aws_nat_gateway.this) == 3 && length(aws_route.to_nat) == 3
    error_message = "A zone leaves by another's gateway."
  }

  assert {
    condition     = alltrue([for subnet in concat(aws_subnet.private, aws_subnet.data, aws_subnet.public) : subnet.map_public_ip_on_launch != true])
    error_message = "Something gets a public address."
  }
}

run "who_may_talk_to_whom" {
  command = plan

  module {
    source = "./modules/network"
  }

  assert {
    condition     = !contains(output.flows, "transcoder-to-database")
    error_message = "Workers reach the database."
  }

  assert {
    condition     = toset([for name, rule in aws_vpc_security_group_ingress_rule.flow : rule.from_port if endswith(name, "-to-database")]) == toset([3306])
    error_message = "The database listens to more than MySQL."
  }

  assert {
    condition     = alltrue([for rule in aws_vpc_security_group_ingress_rule.flow : rule.cidr_ipv4 == null])
    error_message = "Somebody is let in by address."
  }
}

# EC2 refuses others only at the apply.
run "descriptions_are_of_letters_that_ec2_takes" {
  command = plan

  module {
    source = "./modules/network"
  }

  assert {
    condition = alltrue([
      for text in concat(
        [for group in aws_security_group.this : group.description],
        [for rule in aws_vpc_security_group_egress_rule.s3 : rule.description],
        [for rule in aws_vpc_security_group_egress_rule.internet : rule.description],
        [aws_vpc_security_group_ingress_rule.cloudfront.description],
      ) : can(regex("^[-a-zA-Z0-9. _:/()#,@\\[\\]+=&;{}!$*]{0,255}$", text))
    ])
    error_message = "EC2 would refuse a description."
  }
}

run "endpoints_take_the_internet_from_workers" {
  command = plan

  module {
    source = "./modules/network"
  }

  variables {
    interface_endpoints = ["ecr.api", "ecr.dkr", "logs"]
  }

  assert {
    condition     = !contains(keys(aws_vpc_security_group_egress_rule.internet), "transcoder")
    error_message = "Workers still reach the internet."
  }

  assert {
    condition     = length(aws_vpc_endpoint.interface) == 3
    error_message = "Not each endpoint is there."
  }
}

run "one_gateway_for_all_zones" {
  command = plan

  module {
    source = "./modules/network"
  }

  variables {
    nat       = "single"
    mail_port = 465
  }

  assert {
    condition     = length(aws_nat_gateway.this) == 1 && length(aws_route.to_nat) == 3
    error_message = "A zone has no way out."
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.mail[0].from_port == 465
    error_message = "The orchestrator does not reach the mail server."
  }
}
