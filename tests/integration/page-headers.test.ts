/** What browsers are told with every answer, whatever it is. */
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sharedStack } from '../shared-stack.ts';
import { type RestClient, registerPerson } from '../support/rest-client.ts';
import { startSecondWeb } from '../support/second-web.ts';

const pages = [
  '/',
  '/sign-in',
  '/register',
  '/upload',
  '/studio',
  '/watch/none',
  '/channel/none',
  '/nothing',
];
const calls = [
  '/api/v1/videos',
  '/api/v1/videos/none',
  '/api/v1/openapi.json',
  '/api/trpc/videos.list',
  '/api/health',
];
const media = ['/media/none/master.m3u8'];

const ask = (path: string, init: RequestInit = {}) =>
  fetch(`${sharedStack().url}${path}`, { redirect: 'manual', ...init });

let person: RestClient;
beforeAll(async () => {
  person = await registerPerson();
});

it('the address that the studio had before leads there for good, with what it asked for', async () => {
  const answer = await ask('/library?skip=24');
  expect([answer.status, answer.headers.get('location')]).toEqual([308, '/studio?skip=24']);
});

describe('every answer', () => {
  it.each([...pages, ...calls, ...media])(
    '%s keeps its type, tells no other site of it and uses no device',
    async (path) => {
      const { headers } = await ask(path);
      expect(Object.fromEntries(headers)).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
        'permissions-policy': expect.stringContaining('camera=()'),
        'x-frame-options': 'DENY',
      });
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('content-security-policy')).toContain(`frame-ancestors 'none'`);
    },
  );

  it.each([...calls, ...media])('%s would run nothing, were it shown as a page', async (path) => {
    expect((await ask(path)).headers.get('content-security-policy')).toContain(`default-src 'none'`);
  });

  it.each(pages)('%s runs scripts of its own nonce alone, and its own scripts carry it', async (path) => {
    const answer = await ask(path);
    if (answer.status >= 300 && answer.status < 400) return;
    const policy = answer.headers.get('content-security-policy') ?? '';
    const nonce = /script-src 'self' 'nonce-([^']+)' 'strict-dynamic';/.exec(policy)?.[1];
    expect(nonce).toBeTruthy();
    const scripts = [...(await answer.text()).matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([]);
  });

  it('of what is private is kept by no cache', async () => {
    const headers = { authorization: `Bearer ${person.token}` };
    for (const path of ['/api/v1/videos?mine=true', '/api/v1/videos/none', '/api/v1/nothing'])
      expect((await ask(path, { headers })).headers.get('cache-control')).toContain('no-store');
  });

  it('binds browsers to https where the site is https, and never where it is not', async () => {
    for (const path of ['/', '/api/v1/videos'])
      expect((await ask(path)).headers.get('strict-transport-security')).toBeNull();
    const secure = await startSecondWeb({ PUBLIC_URL: 'https://sluice.example' });
    try {
      for (const path of ['/', '/api/v1/videos'])
        expect((await fetch(`${secure.url}${path}`)).headers.get('strict-transport-security')).toMatch(
          /^max-age=63072000/,
        );
      expect((await fetch(secure.url)).headers.get('content-security-policy')).toContain(
        'upgrade-insecure-requests',
      );
    } finally {
      await secure.stop();
    }
  });
});

describe('a frame of another site', () => {
  const framingOf = async (path: string) => {
    const { headers } = await ask(path);
    const policy = headers.get('content-security-policy') ?? '';
    return [/frame-ancestors ([^;]+)/.exec(policy)?.[1], headers.get('x-frame-options')];
  };

  it.each([
    ...[
      ...pages,
      ...calls,
      ...media,
      '/health',
      '/favicon.ico',
      '/icon.svg',
      '/icons/icon-192.png',
      '/manifest.webmanifest',
      '/feed.xml',
      '/nothing.html',
      '/watch/a.mp4',
    ],
    ...['/embed', '/embedded/x', '/watch/embed', '/api/nothing', '/_next/static/nothing.js'],
  ])('shows nothing of %s', async (path) => {
    expect(await framingOf(path)).toEqual([`'none'`, 'DENY']);
  });

  it('shows no script or style of ours', async () => {
    const html = await (await ask('/')).text();
    const files = [...html.matchAll(/(?:src|href)="(\/_next\/static\/[^"]+)"/g)].map(
      ([, file]) => file ?? '',
    );
    expect(files.length).toBeGreaterThan(2);
    for (const file of files) expect([file, ...(await framingOf(file))]).toEqual([file, `'none'`, 'DENY']);
  });

  it('shows what lies under /embed/', async () => {
    expect(await framingOf('/embed/x')).toEqual(['*', null]);
  });
});

/** What an answer is, by what it begins with. */
const looks: Readonly<Record<string, RegExp>> = {
  'text/html; charset=utf-8': /^<!doctype html>/i,
  'application/json': /^[{[]/,
  'image/svg+xml': /^<svg /,
  'image/x-icon': /^[^<{]+\ufffdPNG/,
  'image/png': /^\ufffdPNG/,
  'application/manifest+json': /^\{/,
  'application/rss+xml; charset=utf-8': /^<\?xml [\s\S]*<rss /,
  'application/xml; charset=utf-8': /^<\?xml [\s\S]*<sitemapindex /,
  'text/plain; charset=utf-8': /^User-agent: \*/,
};

describe('the content type of an answer', () => {
  it.each([
    ...pages.map((path) => [path, 'text/html; charset=utf-8']),
    ...[...calls, ...media, '/health', '/api/v1/nothing'].map((path) => [path, 'application/json']),
    ['/favicon.ico', 'image/x-icon'],
    ['/icon.svg', 'image/svg+xml'],
    ['/icons/icon-192.png', 'image/png'],
    ['/manifest.webmanifest', 'application/manifest+json'],
    ['/feed.xml', 'application/rss+xml; charset=utf-8'],
    ['/sitemap.xml', 'application/xml; charset=utf-8'],
    ['/robots.txt', 'text/plain; charset=utf-8'],
  ])('of %s is what it is: %s', async (path, type = '') => {
    const answer = await ask(path);
    expect(answer.headers.get('content-type')?.toLowerCase()).toBe(type);
    expect(await answer.text()).toMatch(looks[type] ?? 'no such type');
  });

  it('of a refusal is JSON, whatever was sent', async () => {
    for (const body of ['no json', '<a/>', '{"email":1}'])
      for (const path of ['/api/v1/auth/login', '/api/trpc/accounts.login']) {
        const answer = await ask(path, {
          method: 'POST',
          body,
          headers: { 'content-type': 'application/json', accept: 'text/html' },
        });
        expect(answer.status).toBeGreaterThanOrEqual(400);
        expect(answer.headers.get('content-type')).toBe('application/json');
        expect(await answer.json()).toBeTypeOf('object');
      }
  });
});

it.each(['TRACE', 'TRACK', 'PUT', 'POST', 'DELETE', 'PROPFIND'])(
  'the method %s is refused, and what is sent with it comes back to nobody',
  async (method) => {
    for (const path of ['/', '/sign-in', '/api/v1/openapi.json']) {
      const sent = request(`${sharedStack().url}${path}`, { method, headers: { 'x-secret': 'echo' } }).end();
      const [answer] = (await once(sent, 'response')) as [IncomingMessage];
      // Node refuses what is no method before we see it, Next.js what no Request can have.
      expect([path, answer.statusCode]).toEqual([path, expect.toBeOneOf([400, 405])]);
      expect(await text(answer)).not.toContain('echo');
    }
  },
);

describe('nobody is led to another site', () => {
  const foreign = ['https://evil.example', '//evil.example', 'https://evil.example/?x=y', '/\\evil.example'];

  it.each(foreign)('by the sign-in of browsers, asked to go on to %s', async (callbackUrl) => {
    const csrf = await ask('/api/auth/csrf');
    const { csrfToken } = z.object({ csrfToken: z.string() }).parse(await csrf.json());
    const cookie = csrf.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    const { email, password } = person;
    for (const path of ['/api/auth/callback/credentials', '/api/auth/signout']) {
      const answer = await ask(path, {
        method: 'POST',
        headers: { cookie },
        body: new URLSearchParams({ csrfToken, email, password, callbackUrl }),
      });
      const location = new URL(answer.headers.get('location') ?? '/', sharedStack().url);
      expect([path, location.host]).toEqual([path, new URL(sharedStack().url).host]);
    }
  });

  it.each(foreign)('by a page, asked to go on to %s', async (next) => {
    for (const path of ['/sign-in', '/register']) {
      const answer = await ask(
        `${path}?next=${encodeURIComponent(next)}&callbackUrl=${encodeURIComponent(next)}`,
      );
      expect(answer.status).toBe(200);
      const links = [...(await answer.text()).matchAll(/href="([^"]*)"/g)].map(([, href]) => href ?? '');
      expect(links.filter((href) => decodeURIComponent(href).includes('evil'))).toEqual([]);
    }
  });
});

describe('a caller from an origin of CORS_ORIGIN', () => {
  it('is told before it calls what it may send, and others are told nothing', async () => {
    const web = await startSecondWeb({ CORS_ORIGIN: 'https://partner.example' });
    try {
      const preflight = (origin: string) =>
        fetch(`${web.url}/api/v1/uploads`, {
          method: 'OPTIONS',
          headers: {
            origin,
            'access-control-request-method': 'POST',
            'access-control-request-headers': 'authorization',
          },
        });
      const partner = await preflight('https://partner.example');
      expect(partner.status).toBe(204);
      expect(Object.fromEntries(partner.headers)).toMatchObject({
        'access-control-allow-origin': 'https://partner.example',
        'access-control-allow-headers': expect.stringMatching(/authorization/i),
        vary: expect.stringMatching(/origin/i),
      });
      expect(partner.headers.get('access-control-allow-credentials')).toBeNull();
      const evil = await preflight('https://evil.example');
      expect(evil.headers.get('access-control-allow-origin')).toBeNull();
    } finally {
      await web.stop();
    }
  });
});
