import { describe, expect, it } from 'vitest';
import { isForeignWrite } from './origin.ts';

const PUBLIC_URL = 'https://sluice.example';
const json = 'application/json';
const partner = 'https://partner.example';
const sites = { PUBLIC_URL, CORS_ORIGIN: [partner] };
const ask = (method: string, headers: Record<string, string>, contentTypes?: readonly string[]) =>
  isForeignWrite(new Request(`${PUBLIC_URL}/api/trpc/x`, { method, headers }), sites, contentTypes);

describe('a write that a browser sends from another site', () => {
  it.each([
    ['another origin', { origin: 'https://evil.example', 'content-type': json }],
    ['another site, told by the browser alone', { 'sec-fetch-site': 'cross-site', 'content-type': json }],
    ['a sibling domain', { 'sec-fetch-site': 'same-site', 'content-type': json }],
    ['another scheme', { origin: 'http://sluice.example', 'content-type': json }],
    ['another port', { origin: 'https://sluice.example:8443', 'content-type': json }],
    ['a hidden origin', { origin: 'null', 'content-type': json }],
    [
      'an origin that says same-origin of itself',
      { 'sec-fetch-site': 'cross-site', origin: PUBLIC_URL, 'content-type': json },
    ],
    [
      'a form, even of our own page',
      { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
    ],
    ['a multipart form', { origin: PUBLIC_URL, 'content-type': 'multipart/form-data; boundary=x' }],
    ['plain text, which needs no preflight', { origin: PUBLIC_URL, 'content-type': 'text/plain' }],
    ['no content type', { origin: PUBLIC_URL }],
    ['a form of an origin that CORS_ORIGIN lets in', { origin: partner, 'content-type': 'text/plain' }],
    [
      'an origin that CORS_ORIGIN lets in, with cookies',
      { origin: partner, 'sec-fetch-site': 'cross-site', cookie: 'sluice.session=x', 'content-type': json },
    ],
  ])('is refused: %s', (_, headers) => {
    expect(ask('POST', headers)).toBe(true);
  });

  it.each([
    ['our own page', { 'sec-fetch-site': 'same-origin', origin: PUBLIC_URL, 'content-type': json }],
    [
      'our own page in an old browser',
      { origin: PUBLIC_URL, 'content-type': 'application/json; charset=utf-8' },
    ],
    [
      'an origin that CORS_ORIGIN lets in',
      { origin: partner, 'sec-fetch-site': 'cross-site', 'content-type': json },
    ],
    ['the address bar', { 'sec-fetch-site': 'none', 'content-type': json }],
    ['a program, which says neither', { 'content-type': 'text/plain' }],
    [
      'the site under another of its names',
      { origin: 'http://127.0.0.1:3000', host: '127.0.0.1:3000', 'content-type': json },
    ],
  ])('is none: %s', (_, headers) => {
    expect(ask('POST', headers)).toBe(false);
  });

  it('is refused as a form only where no form is meant to be sent', () => {
    const form = { origin: PUBLIC_URL, 'content-type': 'multipart/form-data; boundary=x' };
    expect(ask('POST', form, ['multipart/form-data'])).toBe(false);
    expect(ask('POST', { ...form, origin: 'https://evil.example' }, ['multipart/form-data'])).toBe(true);
  });

  it.each(['PUT', 'PATCH', 'DELETE'])('is refused with the method %s too', (method) => {
    expect(ask(method, { origin: 'https://evil.example', 'content-type': json })).toBe(true);
  });

  it.each(['GET', 'HEAD', 'OPTIONS'])('is not what a %s does', (method) => {
    expect(ask(method, { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })).toBe(false);
  });
});
