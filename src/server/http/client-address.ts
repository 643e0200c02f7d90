import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
/** Of one address or a whole network. */
export type Network = readonly [Address, number];

/** `::ffff:192.0.2.1` is 192.0.2.1, and a zone (`%eth0`) belongs to this machine alone. */
function readAddress(text: string): Address | undefined {
  const bare = text.trim().replace(/%.*$/, '');
  return ipaddr.isValid(bare) ? ipaddr.process(bare) : undefined;
}

/** @throws Error for what is neither an address nor a CIDR */
export function readNetwork(text: string): Network {
  const trimmed = text.trim();
  if (trimmed.includes('/')) return ipaddr.parseCIDR(trimmed);
  const address = ipaddr.process(trimmed);
  return [address, address.kind() === 'ipv6' ? 128 : 32];
}

const isTrusted = (address: Address, trusted: readonly Network[]): boolean =>
  trusted.some(([network, bits]) => network.kind() === address.kind() && address.match([network, bits]));

/**
 * Who called: the peer, or what trusted proxies say of it. Each proxy appends the address it saw, so the list is
 * believed from the right, up to the first hop that is not ours; what stands left of it, anyone can write.
 * @param peer address at the other end of the socket
 * @returns the address, or `unknown`
 */
export function clientAddress(
  peer: string | undefined,
  forwardedFor: string | null,
  trusted: readonly Network[],
): string {
  let address = peer === undefined ? undefined : readAddress(peer);
  if (!address) return 'unknown';
  const hops = (forwardedFor ?? '').split(',').filter((hop) => hop.trim() !== '');
  while (isTrusted(address, trusted)) {
    const before = readAddress(hops.pop() ?? '');
    if (!before) break;
    address = before;
  }
  return address.toString();
}

/** What is counted as one caller: an IPv6 household or server has a /64 to itself, and changes within it at will. */
export function countedAddress(address: string): string {
  const read = readAddress(address);
  if (read?.kind() !== 'ipv6') return address;
  return `${(read as ipaddr.IPv6).parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`;
}
