# The figures that the system is promised to run with. One plan for all: each costs seconds.
variables {
  environment    = "test"
  admin_email    = "admin@example.com"
  bridge_package = "checks/stand-in.zip"
  image_digests = {
    web          = "sha256:0000000000000000000000000000000000000000000000000000000000000001"
    orchestrator = "sha256:0000000000000000000000000000000000000000000000000000000000000002"
    transcoder   = "sha256:0000000000000000000000000000000000000000000000000000000000000003"
    collector    = "sha256:0000000000000000000000000000000000000000000000000000000000000004"
  }
}

run "scaling_health_and_what_arrives_in_the_tasks" {
  command = plan

  variables {
    mail = { from = "Sluice <sluice@example.com>", port = 465 }
  }

  assert {
    condition = var.scaling["web"] == {
      desired          = 2, smallest = 1, largest = 5,
      out_cpu_percent  = 80, out_memory_percent = 85, out_connections = 1000, out_after_minutes = 2,
      in_cpu_percent   = 10, in_after_minutes = 5,
      cooldown_seconds = 300,
    }
    error_message = "web does not scale by the figures of issue 8."
  }

  assert {
    condition     = var.scaling["orchestrator"].smallest == 1 && var.scaling["orchestrator"].largest == 5 && var.scaling["orchestrator"].out_cpu_percent == 80 && var.scaling["orchestrator"].in_cpu_percent == 10
    error_message = "The orchestrator does not scale from 1 to 5 between 10 and 80 % of CPU."
  }

  assert {
    condition     = var.transcoder_min_count == 0 && var.transcoder_max_count == 10 && var.transcoder_idle_seconds == 300
    error_message = "Workers do not scale from 0 to 10, with 300 s before one ends."
  }

  assert {
    condition     = var.transcoder_size == { cpu = 2048, memory_mib = 4096 }
    error_message = "A worker is not 2 vCPU and 4 GB."
  }

  assert {
    condition     = var.health_check == { interval_seconds = 30, failures = 3, grace_seconds = 300 }
    error_message = "Health is not asked for every 30 s, 3 failures, grace 300 s."
  }

  assert {
    condition     = var.deployment == { minimum_healthy_percent = 100, deregistration_seconds = 30 }
    error_message = "A deployment does not keep everything up, with 30 s to deregister."
  }

  assert {
    condition     = var.region == "us-east-1" && var.vpc_cidr == "10.40.0.0/16" && var.zone_count == 3
    error_message = "Region, addresses or zones have changed."
  }

  assert {
    condition     = var.protect_data
    error_message = "What is not said to be thrown away must be protected."
  }

  # What the variables say must arrive in the tasks.
  assert {
    condition     = { for entry in module.orchestrator.container.environment : entry.name => entry.value if startswith(entry.name, "WORKER") } == { WORKERS = "10", WORKERS_MIN = "0", WORKER_IDLE_SECONDS = "300" }
    error_message = "The orchestrator is not told how many workers there may be."
  }

  assert {
    condition     = alltrue([for container in [module.web.container, module.orchestrator.container, module.transcoder.container, module.setup.container] : container.stopTimeout == 120])
    error_message = "A task is killed before Fargate Spot's notice is over."
  }

  assert {
    condition     = alltrue([for container in [module.web.container, module.orchestrator.container, module.transcoder.container, module.setup.container] : container.readonlyRootFilesystem && container.user == "65532:65532"])
    error_message = "A task is root, or may write to its root."
  }

  assert {
    condition     = contains(module.web.container.environment, { name = "REQUIRE_VERIFIED_EMAIL", value = "on" })
    error_message = "Where letters arrive, addresses are to be verified."
  }

  assert {
    condition     = contains([for secret in module.orchestrator.container.secrets : secret.name], "SMTP_URL")
    error_message = "The orchestrator is not told of the mail server."
  }
}
