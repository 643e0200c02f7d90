/**
 * AWS list prices in US dollars for us-east-1, Linux on x86, first tier, without free tiers and savings plans:
 * aws.amazon.com/{fargate,s3}/pricing as quoted in spring 2026. Spot moves; it is taken at 30 % of
 * on demand, AWS's own "up to 70 % off".
 */
const prices = {
  fargateVcpuHour: 0.04048,
  fargateGigabyteHour: 0.004445,
  spotShare: 0.3,
  s3GigabyteMonth: 0.023,
  s3Put: 0.005 / 1000,
} as const;

/** What a video has used, or is expected to. */
export interface ResourceUse {
  readonly onDemandCpuSeconds: number;
  readonly spotCpuSeconds: number;
  /** Of all tracks together. */
  readonly storedBytes: number;
  /** Each is one PUT. */
  readonly objects: number;
}

/** Memory of a worker for each of its vCPUs. */
const GIGABYTES_PER_VCPU = 2;
/** Fargate bills the time a worker is there; it also downloads, uploads and waits. */
const BUSY_SHARE = 0.85;

const BYTES_PER_GIGABYTE = 1e9;
const SECONDS_PER_HOUR = 3600;

/** Making a video and keeping it for a month: encoding, PUTs, storage. The source's own storage is not in it. */
export function priceOf(use: ResourceUse): number {
  const vcpuHours =
    (use.onDemandCpuSeconds + use.spotCpuSeconds * prices.spotShare) / BUSY_SHARE / SECONDS_PER_HOUR;
  return (
    vcpuHours * (prices.fargateVcpuHour + GIGABYTES_PER_VCPU * prices.fargateGigabyteHour) +
    use.objects * prices.s3Put +
    (use.storedBytes / BYTES_PER_GIGABYTE) * prices.s3GigabyteMonth
  );
}
