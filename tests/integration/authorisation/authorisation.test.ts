/** Every procedure and every route, asked by each kind of person: who gets in is written down, and nothing is left out. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkoutDir } from '../../../infra/local/checkout.ts';
import { appRouter } from '../../../src/server/api/root.ts';
import { type Role, users } from '../../../src/server/db/schema/users.ts';
import { openStackDatabase } from '../../support/database.ts';
import { type RestClient, registerPerson } from '../../support/rest-client.ts';
import { askPage, askRest, askRoute, askTrpc, type Procedure } from './ask.ts';
import { giveVideo, type Scene, setScene } from './scene.ts';
import { pages, procedures, routes } from './table.ts';
import { type Person, people, type Verdict } from './verdicts.ts';

const { db, close } = openStackDatabase();
afterAll(close);

const known = appRouter._def.procedures as unknown as Record<
  string,
  { _def: { type: Procedure['type']; meta?: { openapi?: Procedure['openapi'] } } }
>;
const names = Object.keys(known).sort();

/** `GET /api/v1/videos/[id]/events` of each handler that a route.ts exports. */
const handlers = globSync('src/app/**/route.ts', { cwd: checkoutDir }).flatMap((file) => {
  const source = readFileSync(path.join(checkoutDir, file), 'utf8');
  const where = `/${path.dirname(path.relative('src/app', file))}`;
  return ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']
    .filter((method) => new RegExp(`(as |function |const )${method}\\b`).test(source))
    .map((method) => `${method} ${where}`);
});

type Asker = RestClient | undefined;

async function makePerson(who: Person): Promise<Asker> {
  if (who === 'anonymous') return undefined;
  const person = await registerPerson(who);
  // Live events of one's own begin with what one has.
  await giveVideo(db, person.userId);
  const roles: Partial<Record<Person, Role>> = { moderator: 'moderator', admin: 'admin' };
  const role = roles[who];
  if (role) await db.update(users).set({ role }).where(eq(users.id, person.userId));
  if (who === 'banned')
    await db
      .update(users)
      .set({ bannedAt: new Date(), banReason: 'spam' })
      .where(eq(users.id, person.userId));
  return person;
}

const standing = new Map<Person, Asker>();
beforeAll(async () => {
  for (const who of people) standing.set(who, await makePerson(who));
});

async function stage<Answer>(
  who: Person,
  { spendsAsker, needsUpload }: { spendsAsker?: true; needsUpload?: true },
  ask: (scene: Scene, asker: Asker, headers: Record<string, string>) => Promise<Answer>,
): Promise<Answer> {
  const asker = spendsAsker ? await makePerson(who) : standing.get(who);
  const owner = who === 'owner' ? asker : standing.get('owner');
  if (!owner) throw new Error('there is no owner');
  const scene = await setScene(db, owner, needsUpload === true);
  try {
    return await ask(scene, asker, asker ? { authorization: `Bearer ${asker.token}` } : {});
  } finally {
    // Their number is limited.
    if (needsUpload) await owner.send('DELETE', `/uploads/${scene.uploadId}`);
  }
}

const nobodys = { email: 'nobody@example.test', password: 'none' };

describe('every tRPC procedure', () => {
  it('is in the table, and nothing else is', () => {
    expect(Object.keys(procedures).sort()).toEqual(names);
  });

  it.each(Object.entries(procedures))('%s lets in whom the table says, by both doors', async (name, row) => {
    const procedure: Procedure = {
      type: known[name]?._def.type ?? 'query',
      openapi: known[name]?._def.meta?.openapi,
    };
    const met: Record<string, unknown> = {};
    const meant: Record<string, unknown> = {};
    for (const who of people) {
      const put = async (
        door: string,
        ask: (input: object, headers: Record<string, string>) => Promise<Verdict | string>,
      ) => {
        met[`${who} by ${door}`] = await stage(who, row, (scene, asker, headers) =>
          ask(row.input(scene, asker ?? standing.get('stranger') ?? nobodys), headers),
        );
        meant[`${who} by ${door}`] = (door === 'REST' ? row.rest?.[who] : undefined) ?? row.verdicts[who];
      };
      await put('tRPC', (input, headers) => askTrpc(name, procedure, input, headers));
      const { openapi } = procedure;
      if (openapi) await put('REST', (input, headers) => askRest(openapi, input, headers));
    }
    expect(met).toEqual(meant);
  });
});

describe('every route', () => {
  it('is in the table, and nothing else is', () => {
    expect(Object.keys(routes).sort()).toEqual(handlers.sort());
  });

  it.each(Object.entries(routes))('%s lets in whom the table says', async (name, row) => {
    if ('provenBy' in row) {
      if (row.provenBy !== 'its procedures')
        expect(globSync(row.provenBy, { cwd: checkoutDir })).toHaveLength(1);
      return;
    }
    const method = name.split(' ')[0] ?? 'GET';
    const met: Record<string, unknown> = {};
    for (const who of people)
      met[who] = await stage(who, {}, (scene, _, headers) => askRoute(method, row.path(scene), headers));
    expect(met).toEqual(row.verdicts);
  });
});

describe('every page', () => {
  it('is in the table, and nothing else is', () => {
    const found = globSync('src/app/**/page.tsx', { cwd: checkoutDir }).map(
      (file) => `/${path.relative('src/app', path.dirname(file))}`,
    );
    expect(Object.keys(pages).sort()).toEqual(found.sort());
  });

  it.each(Object.entries(pages))('%s is shown to whom the table says', async (_, row) => {
    const met: Record<string, unknown> = {};
    for (const who of people)
      met[who] = await stage(who, {}, (scene, _asker, headers) => askPage(row.path(scene), headers));
    expect(met).toEqual(row.verdicts);
  });
});
