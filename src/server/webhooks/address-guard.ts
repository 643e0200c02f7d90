import ipaddr from 'ipaddr.js';

/** Of networks that one may own, and open to webhooks by setting. */
const ownRanges: ReadonlySet<string> = new Set(['private', 'loopback', 'uniqueLocal', 'carrierGradeNat']);

/**
 * Where clouds tell a machine its credentials, outside the link-local range (169.254.169.254, .170.2 and fe80:: are in
 * it): AWS over IPv6, Alibaba, Azure's wire server.
 */
const metadataAddresses: ReadonlySet<string> = new Set([
  'fd00:ec2::254',
  'fd00:ec2::23',
  '100.100.100.200',
  '168.63.129.16',
]);

/**
 * Whether a webhook may be sent to this address. Only what the whole internet can reach: everything with a special
 * meaning is refused, also IPv6 forms that carry an IPv4 address inside (mapped, 6to4, NAT64, Teredo).
 * @param address as a resolver or a parsed URL writes it, without brackets
 * @param allowPrivate own networks too; never link-local, multicast, unspecified, or metadata
 */
export function isAllowedAddress(address: string, allowPrivate: boolean): boolean {
  const isPlain = ipaddr.IPv4.isValidFourPartDecimal(address) || ipaddr.IPv6.isValid(address);
  if (!isPlain) return false;
  const parsed = ipaddr.parse(address);
  if (metadataAddresses.has(parsed.toString())) return false;
  const range = parsed.range();
  return range === 'unicast' || (allowPrivate && ownRanges.has(range));
}
