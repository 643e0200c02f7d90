# Of whatever state: a zone in trouble must not lose its subnets at the next apply.
data "aws_availability_zones" "all" {
  #checkov:skip=CKV_AWS_394:Names are sorted, and AWS adds zones behind those that are there
  # Local zones have no Fargate.
  filter {
    name   = "opt-in-status"
    values = ["opt-in-not-required"]
  }
}

locals {
  zones = slice(sort(data.aws_availability_zones.all.names), 0, var.zone_count)

  # Sixteenths 0 to 2 are private; the last sixteenth is cut into sixteen for the two small tiers.
  private_cidrs = [for index in range(var.zone_count) : cidrsubnet(var.vpc_cidr, 4, index)]
  small_cidrs   = [for index in range(2 * var.zone_count) : cidrsubnet(cidrsubnet(var.vpc_cidr, 4, 15), 4, index)]
  public_cidrs  = slice(local.small_cidrs, 0, var.zone_count)
  data_cidrs    = slice(local.small_cidrs, var.zone_count, 2 * var.zone_count)
}

resource "aws_vpc" "this" {
  cidr_block           = var.vpc_cidr
  enable_dns_support   = true
  enable_dns_hostnames = true
  tags                 = { Name = var.name }
}

# AWS's own group lets its members talk to each other; nobody is a member, and it lets nothing through.
resource "aws_default_security_group" "unused" {
  vpc_id = aws_vpc.this.id
}

resource "aws_subnet" "public" {
  count             = var.zone_count
  vpc_id            = aws_vpc.this.id
  availability_zone = local.zones[count.index]
  cidr_block        = local.public_cidrs[count.index]
  tags              = { Name = "${var.name}-public-${local.zones[count.index]}" }
}

# Programs and the load balancer: they reach out, nobody reaches in but CloudFront.
resource "aws_subnet" "private" {
  count             = var.zone_count
  vpc_id            = aws_vpc.this.id
  availability_zone = local.zones[count.index]
  cidr_block        = local.private_cidrs[count.index]
  tags              = { Name = "${var.name}-private-${local.zones[count.index]}" }
}

# MySQL and Kafka: no way out at all.
resource "aws_subnet" "data" {
  count             = var.zone_count
  vpc_id            = aws_vpc.this.id
  availability_zone = local.zones[count.index]
  cidr_block        = local.data_cidrs[count.index]
  tags              = { Name = "${var.name}-data-${local.zones[count.index]}" }
}
