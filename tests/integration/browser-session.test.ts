/** A browser's session follows the rules of every other: short access tokens, renewed by a token no page sees. */
import { decode, encode } from 'next-auth/jwt';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sharedStack } from '../shared-stack.ts';
import { cookieOf } from '../support/cookies.ts';
import { callRest, type RestClient, registerPerson } from '../support/rest-client.ts';
import { query } from '../support/trpc-call.ts';

let person: RestClient;

beforeAll(async () => {
  person = await registerPerson('Lovelace');
});

/** The cookies of a browser that has just signed in through the page. */
async function signInAsPage() {
  const { url } = sharedStack();
  const csrfAnswer = await fetch(`${url}/api/auth/csrf`);
  const { csrfToken } = z.object({ csrfToken: z.string() }).parse(await csrfAnswer.json());
  const [csrfCookie = ''] = cookieOf(csrfAnswer.headers, 'next-auth.csrf-token');
  const { email, password } = person;
  const answer = await fetch(`${url}/api/auth/callback/credentials`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: csrfCookie, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ csrfToken, json: 'true', email, password }),
  });
  const [session = ''] = cookieOf(answer.headers, 'sluice.session');
  const [refresh = '', ...attributes] = cookieOf(answer.headers, 'sluice.refresh');
  return { session, refresh, attributes };
}

/** An access token of this person that ended a minute ago, as the browser would still send it. */
async function expiredSession(): Promise<string> {
  const secret = sharedStack().env.AUTH_SECRET ?? '';
  const sid = '01KAZX5V3H8T6W2M4N9QRS7BCD';
  return `sluice.session=${await encode({ secret, token: { sub: person.userId, sid }, maxAge: -60 })}`;
}

const visit = (path: string, cookie: string) =>
  fetch(`${sharedStack().url}${path}`, { redirect: 'manual', headers: { cookie } });
const mine = (cookie: string) => query('videos.list', { mine: 'true', limit: 1 }, { cookie });

it('signing in sets a refresh token that only the auth calls get', async () => {
  const { session, attributes } = await signInAsPage();
  expect(attributes).toEqual(expect.arrayContaining(['HttpOnly', 'SameSite=Lax', 'Path=/api/v1/auth']));
  expect((await mine(session)).code).toBe('ok');
});

describe('a page whose access token is over', () => {
  it('is led over the renewal and comes back signed in', async () => {
    const { refresh } = await signInAsPage();
    const stale = await expiredSession();
    const sent = await visit('/studio?skip=0', stale);
    expect(sent.status).toBe(307);
    const renewal = new URL(sent.headers.get('location') ?? '', sharedStack().url);
    expect(renewal.pathname).toBe('/api/v1/auth/continue');

    const renewed = await visit(`${renewal.pathname}${renewal.search}`, `${stale}; ${refresh}`);
    expect([renewed.status, renewed.headers.get('location')]).toEqual([303, '/studio?skip=0']);
    const [session = ''] = cookieOf(renewed.headers, 'sluice.session');
    expect(cookieOf(renewed.headers, 'sluice.refresh')[0]).not.toBe(refresh);
    const page = await visit('/studio?skip=0', session);
    expect([page.status, (await page.text()).includes(person.email)]).toEqual([200, true]);
  });

  it('comes back signed out when nothing renews it, and goes round no more', async () => {
    const stale = await expiredSession();
    const renewed = await visit('/api/v1/auth/continue?next=/studio', stale);
    expect([renewed.status, renewed.headers.get('location')]).toEqual([303, '/studio']);
    expect(cookieOf(renewed.headers, 'sluice.session')).toEqual(
      expect.arrayContaining(['sluice.session=', 'Max-Age=0']),
    );
    expect((await visit('/', '')).status).toBe(200);
  });

  it('is never led to another site', async () => {
    const renewed = await visit('/api/v1/auth/continue?next=//evil.example', await expiredSession());
    expect(renewed.headers.get('location')).toBe('/');
  });
});

describe('a call of a page', () => {
  it('whose access token is over is refused, open or not: as nobody it would miss what is its own', async () => {
    const stale = await expiredSession();
    expect((await mine(stale)).code).toBe('UNAUTHORIZED');
    expect((await query('videos.list', { limit: 1 }, { cookie: stale })).code).toBe('UNAUTHORIZED');
    expect((await query('videos.list', { limit: 1 })).code).toBe('ok');
  });

  it('renews both cookies at the call for it, and goes on', async () => {
    const { refresh } = await signInAsPage();
    const stale = await expiredSession();
    const renewed = await callRest('POST', '/auth/refresh', { headers: { cookie: `${stale}; ${refresh}` } });
    expect(renewed.status).toBe(200);
    expect((await mine(cookieOf(renewed.headers, 'sluice.session')[0] ?? '')).code).toBe('ok');
  });
});

it('links that are fetched ahead when the access token ends exchange the refresh token once, and nobody is signed out', async () => {
  const { refresh } = await signInAsPage();
  const stale = await expiredSession();
  const renew = (cookie: string) => visit('/api/v1/auth/continue?next=/', cookie);
  const first = await renew(`${stale}; ${refresh}`);
  const [session = ''] = cookieOf(first.headers, 'sluice.session');
  const [next = ''] = cookieOf(first.headers, 'sluice.refresh');

  const second = await renew(`${session}; ${next}`);
  expect(second.headers.getSetCookie()).toEqual([]);
  const asked = await callRest('POST', '/auth/refresh', { headers: { cookie: `${session}; ${next}` } });
  expect(asked.headers.getSetCookie()).toEqual([]);
  expect(asked.body).toMatchObject({ data: { accessToken: session.split('=')[1] } });

  const straggler = await renew(`${stale}; ${refresh}`);
  expect(cookieOf(straggler.headers, 'sluice.refresh')[0]).toBe(next);
  expect((await mine(session)).code).toBe('ok');
});

it('asking next-auth who is signed in makes no access token last longer', async () => {
  const { session } = await signInAsPage();
  const secret = sharedStack().env.AUTH_SECRET ?? '';
  const endOf = async (cookie: string) => (await decode({ token: cookie.split('=')[1] ?? '', secret }))?.exp;
  const end = Number(await endOf(session));
  expect(end - Date.now() / 1000).toBeLessThanOrEqual(900);
  const answer = await visit('/api/auth/session', session);
  const [again = ''] = cookieOf(answer.headers, 'sluice.session');
  expect(again).not.toBe('');
  expect(Number(await endOf(again))).toBeLessThanOrEqual(end);
});
