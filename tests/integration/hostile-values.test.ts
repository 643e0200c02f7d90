/** Whatever is sent as an input is answered with a sentence, never with a failure of ours. */
import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { appRouter } from '../../src/server/api/root.ts';
import { users } from '../../src/server/db/schema/users.ts';
import { sharedStack } from '../shared-stack.ts';
import { openStackDatabase } from '../support/database.ts';
import { type RestClient, registerPerson } from '../support/rest-client.ts';
import { setScene } from './authorisation/scene.ts';
import { procedures } from './authorisation/table.ts';

const { db, close } = openStackDatabase();
afterAll(close);

/** The same values at every run: what is found can be found again. */
const runs = { seed: 6, numRuns: 10 } as const;

const known = appRouter._def.procedures as unknown as Record<
  string,
  {
    _def: {
      type: string;
      inputs: readonly z.ZodType[];
      meta?: { openapi?: { method: string; path: string } };
    };
  }
>;
const fieldsOf = (name: string): readonly string[] =>
  (known[name]?._def.inputs ?? []).flatMap((input) =>
    input instanceof z.ZodObject ? Object.keys(input.shape) : [],
  );

const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));
const hostileTexts = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\u202e\ufeff',
  "' OR 1=1; -- ",
  '{{7*7}}#{7*7}',
  '../../../../etc/passwd',
  '%00%ff%',
  '\r\nSet-Cookie: a=b',
  '<script>alert(1)</script>',
  '💥'.repeat(200),
  'x'.repeat(70_000),
  '__proto__',
  'constructor',
  '1e400',
  '-0',
  '9999999999999999999999',
  '2026-13-45T99:99:99Z',
] as const;
const hostile = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<unknown>(...hostileTexts) },
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    0,
    0.5,
    2 ** 31,
    2 ** 53,
    1e308,
    -1e308,
    5e-324,
    [],
    {},
    [[]],
    nested(500),
  ),
  fc.constantFrom<unknown>(
    { toString: 1 },
    { length: -1 },
    Array.from({ length: 2_000 }, () => 1),
  ),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.jsonValue(),
);

let owner: RestClient;
beforeAll(async () => {
  owner = await registerPerson();
});

const makeInput = async (name: string, asker: RestClient): Promise<object> =>
  procedures[name]?.input(await setScene(db, asker, procedures[name]?.needsUpload === true), asker) ?? {};

/** What a good input becomes: some of its fields replaced, some added; now and then something else altogether. */
function spoilt(good: object, fields: readonly string[]) {
  const names = [...new Set([...fields, ...Object.keys(good)])];
  const changes =
    names.length > 0 ? fc.dictionary(fc.constantFrom(...names), hostile, { minKeys: 1 }) : fc.constant({});
  return fc.oneof(
    { weight: 9, arbitrary: changes.map((change): unknown => ({ ...good, ...change })) },
    { weight: 1, arbitrary: hostile },
  );
}

/** As a path or a query can say it. */
const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : String(JSON.stringify(value) ?? '-');

async function expectNoFailure(what: string, answer: Response): Promise<void> {
  const text = await answer.text();
  // What was only counted was not tried.
  if (answer.status >= 500 || answer.status === 429)
    throw new Error(`${what} answered ${answer.status}: ${text.slice(0, 300)}`);
  expect(text).not.toMatch(/node_modules|at \w+ \(|ER_[A-Z_]{4,}|select .* from/i);
}

const url = (path: string) => `${sharedStack().url}${path}`;

it.each(Object.keys(known).filter((name) => known[name]?._def.type !== 'subscription'))(
  '%s answers every value with a sentence, by tRPC and by REST',
  async (name) => {
    // A token of its own: a quarter of an hour may pass before the last of them.
    const asker = await registerPerson();
    // Who is turned away at the door never meets what is behind it.
    if (procedures[name]?.verdicts.owner === 403)
      await db.update(users).set({ role: 'admin' }).where(eq(users.id, asker.userId));
    const good = await makeInput(name, asker);
    const headers = { authorization: `Bearer ${asker.token}`, 'content-type': 'application/json' };
    const { type, meta } = known[name]?._def ?? { type: 'query' };
    await fc.assert(
      fc.asyncProperty(spoilt(good, fieldsOf(name)), async (input) => {
        const body = JSON.stringify(input);
        const query = `?input=${encodeURIComponent(body)}`;
        const byTrpc =
          type === 'mutation'
            ? await fetch(url(`/api/trpc/${name}`), { method: 'POST', headers, body })
            : await fetch(url(`/api/trpc/${name}${query}`), { headers });
        await expectNoFailure(`${name} with ${body.slice(0, 500)}`, byTrpc);
        if (!meta?.openapi || typeof input !== 'object' || input === null) return;
        const { method, path } = meta.openapi;
        const rest = new Map<string, unknown>(Object.entries(input));
        const route = path.replace(/\{(\w+)\}/g, (_, field: string) => {
          const value = textOf(rest.get(field)).toWellFormed().slice(0, 2_000);
          rest.delete(field);
          return encodeURIComponent(value) || '-';
        });
        const hasBody = method !== 'GET' && method !== 'DELETE';
        const pairs = [...rest].map(([field, value]): [string, string] => [
          field,
          String(JSON.stringify(value)).slice(0, 3_000),
        ]);
        const byRest = await fetch(url(`/api/v1${route}${hasBody ? '' : `?${new URLSearchParams(pairs)}`}`), {
          method,
          headers,
          ...(hasBody && { body: JSON.stringify(Object.fromEntries(rest)) }),
        });
        await expectNoFailure(`${method} ${route} with ${body.slice(0, 500)}`, byRest);
      }),
      runs,
    );
  },
);

it.each([
  ['no JSON', '{"id":'],
  ['JSON of another kind', '"text"'],
  ['bytes that are no text', new Uint8Array([0xff, 0xfe, 0x00, 0x80])],
  ['a body that is too large', `{"email":"${'x'.repeat(3_000_000)}"}`],
  ['a body deeper than any parser likes', '['.repeat(100_000)],
])('%s is refused by every call that takes a body', async (_, body) => {
  const headers = { authorization: `Bearer ${owner.token}`, 'content-type': 'application/json' };
  for (const name of Object.keys(known)) {
    const { type, meta } = known[name]?._def ?? { type: 'query' };
    if (type !== 'mutation') continue;
    await expectNoFailure(name, await fetch(url(`/api/trpc/${name}`), { method: 'POST', headers, body }));
    if (!meta?.openapi) continue;
    const route = meta.openapi.path.replace(/\{\w+\}/g, '-');
    const answer = await fetch(url(`/api/v1${route}`), { method: meta.openapi.method, headers, body });
    await expectNoFailure(`${meta.openapi.method} ${route}`, answer);
  }
});

it.each([
  '/api/v1/videos/%00/status',
  '/api/v1/videos/%ff',
  '/api/v1/videos/%E0%A4%A/events',
  '/api/v1//videos',
  '/api/v1/videos/../../..',
  `/api/v1/${'a/'.repeat(500)}`,
  '/api/v1/videos?limit=1&limit=2&skip[]=3&sort=__proto__',
  '/api/v1/videos?q=%00%ff%F0%9F%92%A5',
  '/api/trpc/',
  '/api/trpc/__proto__',
  '/api/trpc/videos.get,videos.get?batch=1&input=[]',
  '/api/trpc/videos.get?input=%00',
  '/api/trpc/videos.list?batch=1&input={"0":{"__proto__":{"limit":1}}}',
  '/media/none/master.m3u8?g=%00',
  '/media/%00/x?g=a.b.c',
  '/watch/%00',
  '/watch/%ff',
  '/?q=%00&page=-1',
  '/?q=%F0%9F%92%A5&sort=__proto__&after=9999-1',
  '/channel/%00',
  '/channel/none/feed.xml',
  '/embed/%ff',
  '/sitemap/0',
  '/sitemap/1e9',
  '/thumbnail/%00',
  '/api/oembed?url=%00&maxwidth=-1',
  '/sign-in?next=//evil.example&next=https://evil.example',
])('the address %s is answered without a failure', async (path) => {
  const answer = await fetch(url(path), { redirect: 'manual' });
  await answer.body?.cancel();
  expect(answer.status).toBeLessThan(500);
});
