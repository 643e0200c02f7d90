#!/bin/sh
# Run by compose.yaml at every start: makes the two buckets, and lets pages of PUBLIC_URL send parts and read segments.
set -eu
for bucket in sluice-source sluice-media; do
  aws s3api head-bucket --bucket "$bucket" 2>/dev/null || aws s3api create-bucket --bucket "$bucket"
  # ExposeHeaders: without it a browser can't read the ETag of the part that it just sent.
  aws s3api put-bucket-cors --bucket "$bucket" --cors-configuration "{\"CORSRules\": [{
    \"AllowedOrigins\": [\"$PUBLIC_URL\"],
    \"AllowedMethods\": [\"GET\", \"HEAD\", \"PUT\", \"POST\"],
    \"AllowedHeaders\": [\"*\"],
    \"ExposeHeaders\": [\"ETag\"],
    \"MaxAgeSeconds\": 3600
  }]}"
done
