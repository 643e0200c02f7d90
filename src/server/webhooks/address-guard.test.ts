import { describe, expect, it } from 'vitest';
import { isAllowedAddress } from './address-guard.ts';

const publicOnes = [
  '93.184.216.34',
  '1.1.1.1',
  '172.15.255.255',
  '172.32.0.1',
  '2606:2800:220:1:248:1893:25c8:1946',
];

/** Reached by a setting, on a machine of one's own. */
const ownNetworks = [
  '127.0.0.1',
  '127.255.255.254',
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '100.64.0.1',
  '100.127.255.255',
  '::1',
  'fc00::1',
  'fdff:ffff::1',
];

/** Reached by nothing. */
const never = [
  ['169.254.169.254', 'metadata of AWS, Azure, Google'],
  ['169.254.170.2', 'credentials of an ECS task'],
  ['fe80::1', 'link-local'],
  ['fd00:ec2::254', 'metadata of AWS over IPv6'],
  ['fd00:ec2::23', 'credentials of a pod on EKS'],
  ['100.100.100.200', 'metadata of Alibaba'],
  ['168.63.129.16', 'the wire server of Azure'],
  ['0.0.0.0', 'this machine'],
  ['0.1.2.3', 'this network'],
  ['::', 'this machine'],
  ['224.0.0.1', 'multicast'],
  ['239.255.255.250', 'multicast'],
  ['ff02::1', 'multicast'],
  ['255.255.255.255', 'broadcast'],
  ['240.0.0.1', 'reserved'],
  ['192.0.0.192', 'reserved, metadata of Oracle'],
  ['192.0.2.1', 'documentation'],
  ['198.18.0.1', 'benchmarks'],
  ['198.51.100.1', 'documentation'],
  ['203.0.113.1', 'documentation'],
  ['2001:db8::1', 'documentation'],
  ['::ffff:127.0.0.1', 'IPv4 inside IPv6'],
  ['::ffff:169.254.169.254', 'IPv4 inside IPv6'],
  ['::ffff:10.0.0.1', 'IPv4 inside IPv6'],
  ['::ffff:93.184.216.34', 'IPv4 inside IPv6, even a public one'],
  ['::ffff:7f00:1', 'the same, written otherwise'],
  ['::127.0.0.1', 'IPv4 inside IPv6, the old way'],
  ['64:ff9b::a9fe:a9fe', 'NAT64'],
  ['2002:7f00:1::', '6to4'],
  ['2001:0:4136:e378:8000:63bf:3fff:fdd2', 'Teredo'],
  ['fec0::1', 'site-local'],
  ['fe80::1%eth0', 'link-local with a zone'],
  ['', 'nothing'],
  ['localhost', 'a name'],
  ['2130706433', 'a number'],
  ['0x7f.1', 'no plain form'],
  ['0177.0.0.1', 'no plain form'],
  ['127.1', 'no plain form'],
  ['[::1]', 'brackets'],
] as const;

describe('by default', () => {
  it.each(publicOnes)('%s is allowed', (address) => {
    expect(isAllowedAddress(address, false)).toBe(true);
  });
  it.each(ownNetworks)('%s, of an own network, is refused', (address) => {
    expect(isAllowedAddress(address, false)).toBe(false);
  });
  it.each(never)('%s is refused: %s', (address) => {
    expect(isAllowedAddress(address, false)).toBe(false);
  });
});

describe('with own networks allowed', () => {
  it.each([...publicOnes, ...ownNetworks])('%s is allowed', (address) => {
    expect(isAllowedAddress(address, true)).toBe(true);
  });
  it.each(never)('%s is refused all the same: %s', (address) => {
    expect(isAllowedAddress(address, true)).toBe(false);
  });
});
