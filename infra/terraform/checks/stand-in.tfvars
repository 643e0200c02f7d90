# What a deployment fills in: digests of images that were pushed, and the bundled Lambda.
image_digests = {
  web          = "sha256:4ded89b3f9f03689b7032b92a091e742e1205e2a54277e52b32498d9fcdf3642"
  orchestrator = "sha256:c7143ed1c5fb6621d2e634fcdcda12bb5301e37230dc81974652d366b237417e"
  transcoder   = "sha256:70b1e2bd6a44b8a2dead43efc2c08de9f27acc3ee38bf56ff2c85f1030abcad7"
  collector    = "sha256:45d89bd23034fd49468fe2f8bff4108fef5c677853f41e6065926941e00f950d"
}
bridge_package = "checks/stand-in.zip"
