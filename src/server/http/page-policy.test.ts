import { describe, expect, it } from 'vitest';
import { buildPagePolicy, setTransportSecurity, storeOriginsOf } from './page-policy.ts';

const page = {
  nonce: 'abc',
  storeOrigins: ['https://store.example'],
  isEmbed: false,
  isSecure: true,
  isDevelopment: false,
};
const directive = (name: string, over: Partial<typeof page> = {}): string | undefined =>
  buildPagePolicy({ ...page, ...over })
    .split('; ')
    .find((one) => one.startsWith(`${name} `));

describe('the policy of a page', () => {
  it('runs no script but those of this answer and what they load', () => {
    expect(directive('script-src')).toBe(`script-src 'self' 'nonce-abc' 'strict-dynamic'`);
    expect(directive('object-src')).toBe(`object-src 'none'`);
    expect(directive('base-uri')).toBe(`base-uri 'none'`);
  });

  it('lets other sites frame what is made for it, and nothing else', () => {
    expect(directive('frame-ancestors')).toBe(`frame-ancestors 'none'`);
    expect(directive('frame-ancestors', { isEmbed: true })).toBe('frame-ancestors *');
  });

  it.each(['img-src', 'media-src', 'connect-src'])('reaches the store and no other host by %s', (name) => {
    const hosts = directive(name)?.match(/\S+\.\S+/g);
    expect(hosts).toEqual(['https://store.example']);
  });
});

it('the store is where signed URLs lead', () => {
  const aws = { S3_REGION: 'eu-west-1', S3_SOURCE_BUCKET: 'source', S3_MEDIA_BUCKET: 'media' };
  expect(storeOriginsOf(aws)).toEqual([
    'https://source.s3.eu-west-1.amazonaws.com',
    'https://media.s3.eu-west-1.amazonaws.com',
  ]);
  const own = { ...aws, S3_ENDPOINT: 'http://10.0.0.1:7070', S3_PUBLIC_ENDPOINT: 'https://s3.example/x' };
  expect(storeOriginsOf(own)).toEqual(['https://s3.example']);
  const foreign = { ...own, WEBHOOK_ALLOWED_ORIGINS: ['https://cdn.example'] };
  expect(storeOriginsOf(foreign)).toEqual(['https://s3.example', 'https://cdn.example']);
});

it('browsers are bound to https exactly where the site is https', () => {
  const sent = (url: string) => {
    const headers = new Headers();
    setTransportSecurity(url, headers);
    return headers.get('strict-transport-security');
  };
  expect(sent('https://sluice.example')).toMatch(/^max-age=\d{8}/);
  expect(sent('http://localhost:3000')).toBeNull();
});
