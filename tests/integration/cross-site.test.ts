/** What another site can make a browser send, with the cookies of somebody signed in, changes nothing here. */
import { eq } from 'drizzle-orm';
import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { appRouter } from '../../src/server/api/root.ts';
import { videos } from '../../src/server/db/schema/videos.ts';
import { sampleVideo } from '../../src/server/videos/testing/sample-video.ts';
import { sharedStack } from '../shared-stack.ts';
import { openStackDatabase, rowOf } from '../support/database.ts';
import { type RestClient, registerPerson } from '../support/rest-client.ts';

const { db, close } = openStackDatabase();
afterAll(close);

const evil = 'https://evil.example';
const known = appRouter._def.procedures as unknown as Record<
  string,
  { _def: { type: string; meta?: { openapi?: { method: string; path: string } } } }
>;
const mutations = Object.keys(known).filter((name) => known[name]?._def.type === 'mutation');
const restWrites = mutations.flatMap((name) => {
  const openapi = known[name]?._def.meta?.openapi;
  return openapi ? [{ name, ...openapi }] : [];
});

let victim: RestClient;
let cookie = '';
let videoId = '';

beforeAll(async () => {
  victim = await registerPerson();
  const csrf = await fetch(`${sharedStack().url}/api/auth/csrf`);
  const { csrfToken } = z.object({ csrfToken: z.string() }).parse(await csrf.json());
  const pairs = (answer: Response) =>
    answer.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
  const answer = await fetch(`${sharedStack().url}/api/auth/callback/credentials`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: pairs(csrf) },
    body: new URLSearchParams({ csrfToken, json: 'true', email: victim.email, password: victim.password }),
  });
  cookie = pairs(answer);
  videoId = ulid();
  await db.insert(videos).values(sampleVideo({ id: videoId, ownerId: victim.userId, status: 'ready' }));
});

/** The bodies that a form, or a fetch without a preflight, can send. */
const bodies: readonly (readonly [string, () => { body: BodyInit; type?: string }])[] = [
  ['a form', () => ({ body: new URLSearchParams({ id: videoId }) })],
  [
    'a form with files',
    () => {
      const form = new FormData();
      form.set('id', videoId);
      return { body: form };
    },
  ],
  ['plain text', () => ({ body: JSON.stringify({ id: videoId }), type: 'text/plain' })],
  ['nothing', () => ({ body: '' })],
  // With a preflight that fails; a browser would not send it, and it is refused all the same.
  ['JSON', () => ({ body: JSON.stringify({ id: videoId }), type: 'application/json' })],
];
/** What browsers say of where it comes from: new ones, old ones, and those that hide it. */
const origins: readonly Readonly<Record<string, string>>[] = [
  { origin: evil, 'sec-fetch-site': 'cross-site' },
  { origin: evil },
  { origin: 'null', 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
];

async function send(path: string, method: string): Promise<number[]> {
  const met: number[] = [];
  for (const [, make] of bodies) {
    for (const from of origins) {
      const { body, type } = make();
      const headers: Record<string, string> = { cookie, ...from, ...(type && { 'content-type': type }) };
      const answer = await fetch(`${sharedStack().url}${path}`, {
        method,
        headers,
        body,
        redirect: 'manual',
      });
      await answer.body?.cancel();
      met.push(answer.status);
    }
  }
  return met;
}
const refused = bodies.flatMap(() => origins.map(() => 403));

it('the cookies alone, sent by our own page, do let in', async () => {
  const answer = await fetch(`${sharedStack().url}/api/v1/videos/${videoId}`, {
    method: 'PATCH',
    headers: { cookie, origin: sharedStack().url, 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'Mine' }),
  });
  expect(answer.status).toBe(200);
});

describe('from another site', () => {
  it.each(mutations)('%s is refused by tRPC, whatever is sent', async (name) => {
    expect(await send(`/api/trpc/${name}`, 'POST')).toEqual(refused);
    expect(await send(`/api/trpc/${name}?batch=1`, 'POST')).toEqual(refused);
  });

  it.each(restWrites)('$method $path is refused by REST, whatever is sent', async ({ method, path }) => {
    const route = path.replace(/\{\w+\}/g, videoId);
    expect(await send(`/api/v1${route}`, method)).toEqual(refused);
  });

  it('nobody is signed out, signed in or registered', async () => {
    for (const path of ['/api/auth/signout', '/api/auth/callback/credentials'])
      expect(await send(path, 'POST')).toEqual(refused);
  });

  it('mutations do not answer to GET at all', async () => {
    for (const name of mutations) {
      const answer = await fetch(`${sharedStack().url}/api/trpc/${name}?input={}`, { headers: { cookie } });
      expect([name, answer.status]).toEqual([name, 405]);
    }
  });
});

it('after all of it the video is as its owner left it', async () => {
  const row = await rowOf(db, videoId);
  expect(row).toMatchObject({ title: 'Mine', status: 'ready' });
  expect(
    await db.select({ id: videos.id }).from(videos).where(eq(videos.ownerId, victim.userId)),
  ).toHaveLength(1);
});
