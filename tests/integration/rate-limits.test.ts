/** How much is too much, with the limits everybody gets, at web processes that count together. */
import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { videos } from '../../src/server/db/schema/videos.ts';
import { openStackDatabase } from '../support/database.ts';
import { registerPerson } from '../support/rest-client.ts';
import { type SecondWeb, startSecondWeb } from '../support/second-web.ts';
import { giveVideo } from './authorisation/scene.ts';

const { db, close } = openStackDatabase();
afterAll(close);

/** They believe this machine about addresses, so that one machine can play many. */
const env = { TRUSTED_PROXIES: '127.0.0.1', CORS_ORIGIN: 'https://partner.example' };
let webs: SecondWeb[] = [];

beforeAll(async () => {
  webs = await Promise.all([startSecondWeb(env), startSecondWeb(env)]);
});
afterAll(() => Promise.all(webs.map((web) => web.stop())));

let nextAddress = 1;
/** One that nobody has called from yet, in TEST-NET-3 and its neighbours. */
const newAddress = (): string => `203.0.${113 + Math.floor(nextAddress / 250)}.${1 + (nextAddress++ % 250)}`;

interface Ask {
  readonly method?: string;
  readonly body?: unknown;
  readonly from?: string;
  readonly token?: string;
  readonly headers?: Record<string, string>;
}

function ask(web: number, path: string, { method, body, from, token, headers }: Ask = {}): Promise<Response> {
  return fetch(`${webs[web % webs.length]?.url}${path}`, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      'x-forwarded-for': from ?? newAddress(),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

const statuses = (answers: readonly Response[]): Record<number, number> => {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};
const times = <Answer>(count: number, make: (n: number) => Promise<Answer>): Promise<Answer[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => make(n)));
const refusalShape = z.object({
  error: z.object({ code: z.string(), details: z.object({ retryAfterSeconds: z.int().positive() }) }),
});

const declared = { filename: 'clip.mp4', fileSize: 9, contentType: 'video/mp4' };
const login = (web: number, from: string, email: string, password: string) =>
  ask(web, '/api/v1/auth/login', { from, body: { email, password } });

describe('an anonymous address', () => {
  it('has 100 calls in a quarter of an hour, counted by all replicas together', async () => {
    const from = newAddress();
    const answers = await times(103, (n) => ask(n, '/api/v1/videos', { from }));
    expect(statuses(answers)).toEqual({ 200: 100, 429: 3 });
    // Another one is not touched by it.
    expect((await ask(0, '/api/v1/videos')).status).toBe(200);
  });

  it('is told where it stands on every answer, and when to come again on a 429', async () => {
    const from = newAddress();
    const first = await ask(0, '/api/v1/videos', { from });
    expect(first.headers.get('x-ratelimit-limit')).toBe('100');
    expect(first.headers.get('x-ratelimit-remaining')).toBe('99');
    const reset = Number(first.headers.get('x-ratelimit-reset'));
    // Seconds of the epoch, a quarter of an hour ahead: neither milliseconds nor a span.
    expect(reset - Date.now() / 1000).toBeGreaterThan(600);
    expect(reset - Date.now() / 1000).toBeLessThan(1_000);
    await times(99, (n) => ask(n, '/api/v1/videos', { from }));
    const refused = await ask(0, '/api/v1/videos', { from });
    expect(refused.status).toBe(429);
    expect(refused.headers.get('x-ratelimit-remaining')).toBe('0');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refusalShape.parse(await refused.json()).error.code).toBe('RATE_LIMIT_EXCEEDED');
  });

  it.each([
    ['a call that does not exist', '/api/v1/nothing', {}],
    ['a video that does not exist', '/api/v1/videos/none', {}],
    ['a token that is none', '/api/v1/videos', { token: 'none' }],
    ['what is not JSON', '/api/v1/auth/login', { method: 'POST', headers: { 'content-type': 'text/plain' } }],
    ['a wrong input', '/api/v1/auth/register', { body: {} }],
    ['a body that is too large', '/api/v1/auth/login', { body: { email: 'x'.repeat(1_100_000) } }],
    [
      'a call of another site',
      '/api/v1/auth/login',
      { body: {}, headers: { origin: 'https://evil.example' } },
    ],
    ['the OpenAPI document', '/api/v1/openapi.json', {}],
  ])('is told on %s too, and pays for it', async (_, path, what) => {
    const from = newAddress();
    const first = await ask(0, path, { ...what, from });
    const second = await ask(1, path, { ...what, from });
    const left = (answer: Response) => Number(answer.headers.get('x-ratelimit-remaining') ?? Number.NaN);
    expect(left(second)).toBe(left(first) - 1);
    expect(first.status).toBeLessThan(500);
  });

  it('is told of the wide limit that live events, status and media have', async () => {
    for (const path of [
      '/api/v1/videos/none/events',
      '/api/v1/videos/none/status',
      '/media/none/master.m3u8',
    ]) {
      const answer = await ask(0, path);
      expect([path, answer.headers.get('x-ratelimit-limit')]).toEqual([path, '1000']);
    }
  });

  it('pages of allowed origins may read what it is told', async () => {
    const headers = { origin: 'https://partner.example' };
    const exposed = (await ask(0, '/api/v1/videos', { headers })).headers.get(
      'access-control-expose-headers',
    );
    for (const name of ['X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset', 'Retry-After'])
      expect(exposed).toContain(name);
    const other = await ask(0, '/api/v1/videos', { headers: { origin: 'https://evil.example' } });
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('each call of a batch counts', async () => {
    const from = newAddress();
    const paths = Array.from({ length: 10 }, () => 'videos.list').join(',');
    const input = Object.fromEntries(Array.from({ length: 10 }, (_, n) => [n, {}]));
    const batch = `/api/trpc/${paths}?batch=1&input=${encodeURIComponent(JSON.stringify(input))}`;
    const answers = await times(10, (n) => ask(n, batch, { from }));
    expect(statuses(answers)).toEqual({ 200: 10 });
    expect((await ask(0, '/api/v1/videos', { from })).status).toBe(429);
    const tooLong = batch.replace('videos.list', 'videos.list,videos.list');
    expect((await ask(0, tooLong)).status).toBe(400);
  });
});

describe('somebody signed in', () => {
  it('opens ten uploads in a quarter of an hour, by whichever door, and makes as many other calls as they like', async () => {
    const { token } = await registerPerson();
    const open = (n: number) =>
      ask(n, n % 2 === 0 ? '/api/v1/uploads' : '/api/v1/videos/upload-url', { token, body: declared });
    const answers = await times(12, open);
    // One door says 200 and the other 201; which of them the last two knocked at is chance.
    expect(answers.filter(({ ok }) => ok)).toHaveLength(10);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(2);
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.headers.get('x-ratelimit-limit')).toBe('10');
    const others = await times(150, (n) => ask(n, '/api/v1/videos?mine=true', { token }));
    expect(statuses(others)).toEqual({ 200: 150 });
  });

  it('may ask for status and sign parts hundreds of times in a burst', async () => {
    const { token } = await registerPerson();
    const opened = await ask(0, '/api/v1/uploads', { token, body: declared });
    const { data } = z
      .object({ data: z.object({ uploadId: z.string(), videoId: z.string() }) })
      .parse(await opened.json());
    const polled = await times(300, () => ask(0, `/api/v1/videos/${data.videoId}/status`, { token }));
    const signed = await times(300, () =>
      ask(0, `/api/v1/uploads/${data.uploadId}/parts`, { token, body: { partNumbers: [1] } }),
    );
    expect(statuses([...polled, ...signed])).toEqual({ 200: 600 });
  });
});

describe('passwords', () => {
  it('can be guessed ten times by an address, batched or not, and by then the right one is refused too', async () => {
    const { email, password } = await registerPerson();
    const from = newAddress();
    const batch = (size: number) =>
      ask(0, `/api/trpc/${Array.from({ length: size }, () => 'accounts.login').join(',')}?batch=1`, {
        from,
        body: Object.fromEntries(Array.from({ length: size }, (_, n) => [n, { email, password: `no ${n}` }])),
      });
    await batch(6);
    const answers = await times(6, (n) => login(n, from, email, 'not this one'));
    expect(statuses(answers)).toEqual({ 401: 4, 429: 2 });
    const right = await login(0, from, email, password);
    expect(right.status).toBe(429);
    expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('of a link can be guessed ten times by an address; the right one opens the video to this browser and no other', async () => {
    const owner = await registerPerson();
    const id = await giveVideo(db, owner.userId);
    const open = { visibility: 'unlisted', moderation: 'approved' } as const;
    await db.update(videos).set(open).where(eq(videos.id, id));
    const set = { id, password: 'the name of our dog' };
    expect((await ask(0, '/api/trpc/watch.setPassword', { token: owner.token, body: set })).status).toBe(200);
    const look = (cookie = '') => ask(0, `/api/v1/videos/${id}`, { headers: { cookie } });
    const knock = (from: string, password: string) =>
      ask(0, '/api/trpc/watch.unlock', { from, body: { id, password } });
    for (const path of ['', '/status', '/captions'])
      expect((await ask(0, `/api/v1/videos/${id}${path}`)).status).toBe(404);

    const opened = await knock(newAddress(), set.password);
    expect(opened.status).toBe(200);
    const [pass = '', ...attributes] = opened.headers.getSetCookie()[0]?.split('; ') ?? [];
    expect(attributes).toEqual(['Path=/', 'HttpOnly', 'SameSite=Lax', 'Max-Age=43200']);
    expect((await look(pass)).status).toBe(200);
    expect((await look()).status).toBe(404);

    const from = newAddress();
    expect(statuses(await times(12, () => knock(from, 'the name of our cat')))).toEqual({ 422: 10, 429: 2 });
    expect((await knock(from, set.password)).status).toBe(429);
  });

  it('right ones do not count', async () => {
    const { email, password } = await registerPerson();
    const from = newAddress();
    // Six at a time: one that is under way counts until it is known to be right.
    const answers = [];
    for (let round = 0; round < 3; round++)
      answers.push(...(await times(6, (n) => login(n, from, email, password))));
    expect(statuses(answers)).toEqual({ 200: 18 });
  });

  it('a stranger who guesses from many addresses locks no owner out of a place they signed in from', async () => {
    const { email, password } = await registerPerson();
    const home = newAddress();
    expect((await login(0, home, email, password)).status).toBe(200);
    const guesses: Response[] = [];
    for (let address = 0; address < 11; address++) {
      const from = newAddress();
      guesses.push(...(await times(10, (n) => login(n, from, email, `guess ${address} ${n}`))));
    }
    // The limit of the account over all new places: ten times that of one.
    expect(statuses(guesses)).toEqual({ 401: 100, 429: 10 });
    expect((await login(1, home, email, password)).status).toBe(200);
  });

  it('one password at many accounts is stopped at the address', async () => {
    const from = newAddress();
    const answers = await times(32, (n) => login(n, from, `${randomUUID()}@example.test`, 'Spring2026!'));
    expect(statuses(answers)).toEqual({ 401: 30, 429: 2 });
  });

  it('count at the sign-in of browsers too', async () => {
    const { email, password } = await registerPerson();
    const from = newAddress();
    const signIn = async (secret: string) => {
      const csrf = await ask(0, '/api/auth/csrf', { from });
      const { csrfToken } = z.object({ csrfToken: z.string() }).parse(await csrf.json());
      return fetch(`${webs[0]?.url}/api/auth/callback/credentials`, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          'x-forwarded-for': from,
          cookie: csrf.headers
            .getSetCookie()
            .map((line) => line.split(';')[0])
            .join('; '),
        },
        body: new URLSearchParams({ csrfToken, json: 'true', email, password: secret }),
      });
    };
    await times(10, (n) => login(n, from, email, 'not this one'));
    const refused = await signIn(password);
    expect(refused.status).toBe(429);
    expect(refused.headers.getSetCookie().some((line) => line.startsWith('sluice.session='))).toBe(false);
  });
});

it('X-Forwarded-For of a peer that is not trusted changes nothing', async () => {
  const web = await startSecondWeb({ LIMIT_ANONYMOUS_PER_15MIN: '1000' });
  try {
    const left = async (from: string) =>
      Number(
        (
          await fetch(`${web.url}/api/v1/videos`, {
            headers: { 'x-forwarded-for': from, 'x-sluice-peer': from },
          })
        ).headers.get('x-ratelimit-remaining'),
      );
    const first = await left('198.51.100.1');
    expect(await left('198.51.100.2')).toBe(first - 1);
  } finally {
    await web.stop();
  }
});
