# What would not work, or not be safe, is refused before anything is made. One run for all that can stand side by side:
# each costs seconds.
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

run "refusals" {
  command = plan

  variables {
    # A tag can be moved under a running system.
    image_digests = { web = "latest" }
    # No way out.
    nat                 = "none"
    interface_endpoints = []
    # People would notice.
    deployment = { minimum_healthy_percent = 0 }
    # More at least than at most.
    transcoder_min_count = 5
    transcoder_max_count = 2
    scaling              = { web = { desired = 2, smallest = 3 }, orchestrator = {} }
    # A private one has no business in a state.
    media_public_keys = { first = "-----BEGIN PRIVATE KEY-----" }
    # No decoder of 4K fits.
    transcoder_size    = { cpu = 1024, memory_mib = 2048 }
    log_retention_days = 31
  }

  expect_failures = [
    var.image_digests,
    var.nat,
    var.deployment,
    var.transcoder_max_count,
    var.scaling,
    var.media_public_keys,
    var.transcoder_size,
    var.log_retention_days,
  ]
}

run "endpoints_that_no_worker_could_start_with" {
  command = plan

  variables {
    interface_endpoints = ["logs"]
  }

  expect_failures = [var.interface_endpoints]
}
