import { expect, it } from 'vitest';
import { makeWebhookSecret, signDelivery } from './signature.ts';

const at = new Date('2026-11-21T12:00:00.900Z');

it('is the HMAC-SHA256 over timestamp, dot and body, as OpenSSL computes it', () => {
  const body = '{"title":"Straße, 東京"}';
  // printf '%s' "1795262400.$body" | openssl dgst -sha256 -hmac whsec_x
  const hex = '9fa70f8aff00e7aad9778cd484440b75bf458075e4f8ad00102f39150abab01f';
  expect(signDelivery('whsec_x', body, at)).toBe(`t=1795262400,v1=${hex}`);
});

it('changes with the secret, the body and the second', () => {
  const all = [
    signDelivery('a', 'body', at),
    signDelivery('b', 'body', at),
    signDelivery('a', 'Body', at),
    signDelivery('a', 'body', new Date(at.getTime() + 1000)),
  ];
  expect(new Set(all).size).toBe(4);
  expect(signDelivery('a', 'body', new Date(at.getTime() + 50))).toBe(all[0]);
});

it('secrets hold 256 random bits', () => {
  const secrets = Array.from({ length: 20 }, makeWebhookSecret);
  expect(new Set(secrets).size).toBe(20);
  for (const secret of secrets) expect(secret).toMatch(/^whsec_[\w-]{43}$/);
});
