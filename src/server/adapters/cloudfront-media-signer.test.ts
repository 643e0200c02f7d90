import { generateKeyPairSync, verify } from 'node:crypto';
import { expect, it } from 'vitest';
import { createCloudfrontMediaSigner } from './cloudfront-media-signer.ts';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const clock = { now: () => new Date('2026-11-22T06:00:00.900Z'), newId: () => 'none' };
const signer = createCloudfrontMediaSigner({
  mediaUrl: 'https://video.example.com/cdn',
  keyId: 'K2JCJMDEHXQW5F',
  privateKey: pem,
  clock,
});

/** As CloudFront judges it: rebuilds the policy from the address, and asks the public key. */
function isTaken(address: string): boolean {
  const url = new URL(address);
  const [expires, signature] = [url.searchParams.get('Expires'), url.searchParams.get('Signature') ?? ''];
  const resource = url.origin + url.pathname;
  const policy = `{"Statement":[{"Resource":"${resource}","Condition":{"DateLessThan":{"AWS:EpochTime":${expires}}}}]}`;
  const bytes = Buffer.from(
    signature.replaceAll('-', '+').replaceAll('_', '=').replaceAll('~', '/'),
    'base64',
  );
  return verify('sha1', Buffer.from(policy), publicKey, bytes);
}

it('signs the object and the end of its minute, by the key that it names', async () => {
  const address = await signer.signGet('01V/720p/3-1.m4s', 60);
  const url = new URL(address);
  expect(url.origin + url.pathname).toBe('https://video.example.com/cdn/01V/720p/3-1.m4s');
  expect(url.searchParams.get('Expires')).toBe(String(Date.parse('2026-11-22T06:01:00Z') / 1000));
  expect(url.searchParams.get('Key-Pair-Id')).toBe('K2JCJMDEHXQW5F');
  expect(isTaken(address)).toBe(true);
});

it('opens no other object, and no longer', async () => {
  const address = await signer.signGet('01V/720p/3-1.m4s', 60);
  expect(isTaken(address.replace('/720p/3-1', '/720p/4-1'))).toBe(false);
  expect(isTaken(address.replace(/Expires=\d+/, 'Expires=1900000000'))).toBe(false);
});

it('has nothing in its address that a query string would change', async () => {
  for (let number = 0; number < 20; number++) {
    const [, signature = ''] = /Signature=([^&]*)/.exec(await signer.signGet(`v/${number}.m4s`, 60)) ?? [];
    expect(signature).toMatch(/^[\w~-]{300,}$/);
  }
});

it('refuses a key that is none when web starts', () => {
  expect(() => createCloudfrontMediaSigner({ mediaUrl: 'x', keyId: 'k', privateKey: 'no', clock })).toThrow();
});
