import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientAddress, countedAddress, readNetwork } from './client-address.ts';

const trusted = ['127.0.0.1', '10.0.0.0/8', '::1', 'fd00::/8'].map(readNetwork);

describe('who called', () => {
  it.each([
    ['the peer, where no proxy is trusted', '198.51.100.7', '203.0.113.9', '198.51.100.7'],
    ['what a trusted proxy says', '10.1.2.3', '203.0.113.9', '203.0.113.9'],
    ['the hop nearest to our own proxies', '127.0.0.1', '1.2.3.4, 203.0.113.9, 10.0.0.5', '203.0.113.9'],
    ['never what a client wrote before it', '10.0.0.1', '127.0.0.1, 203.0.113.9', '203.0.113.9'],
    ['the farthest of ours, when all are', '10.0.0.1', '10.0.0.9, 10.0.0.8', '10.0.0.9'],
    ['a proxy that said rubbish', '10.0.0.1', 'for=evil', '10.0.0.1'],
    ['IPv6 behind an IPv6 proxy', '::1', '2001:db8::7', '2001:db8::7'],
    ['IPv4 however it is written', '::ffff:10.0.0.1', '::ffff:203.0.113.9', '203.0.113.9'],
    ['nobody, without a socket', undefined, '203.0.113.9', 'unknown'],
  ])('is %s', (_, peer, forwarded, address) => {
    expect(clientAddress(peer, forwarded, trusted)).toBe(address);
  });

  it('is never decided by X-Forwarded-For without a trusted proxy', () => {
    fc.assert(
      fc.property(fc.string(), (forwarded) => {
        expect(clientAddress('198.51.100.7', forwarded, [])).toBe('198.51.100.7');
      }),
    );
  });
});

it('a /64 of IPv6 counts as one caller, an IPv4 address as itself', () => {
  expect(countedAddress('2001:db8:1:2:aaaa::1')).toBe('2001:db8:1:2::/64');
  expect(countedAddress('2001:db8:1:2::')).toBe('2001:db8:1:2::/64');
  expect(countedAddress('2001:db8:1:3::1')).not.toBe('2001:db8:1:2::/64');
  expect(countedAddress('203.0.113.9')).toBe('203.0.113.9');
  expect(countedAddress('unknown')).toBe('unknown');
});

it('what is no address is refused with its own text', () => {
  expect(() => readNetwork('proxy.example')).toThrow();
  expect(() => readNetwork('10.0.0.0/99')).toThrow();
});
