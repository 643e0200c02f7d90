/** Keys of programs as MySQL keeps and finds them. */
import { eq } from 'drizzle-orm';
import { ulid } from 'ulid';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Viewer } from '../../../src/server/accounts/viewer.ts';
import { createApiKeyService } from '../../../src/server/api-keys/service.ts';
import { apiKeys } from '../../../src/server/db/schema/api-keys.ts';
import { auditLog } from '../../../src/server/db/schema/audit-log.ts';
import { users } from '../../../src/server/db/schema/users.ts';
import { createAccountWorld } from './account-world.ts';
import { createTestClock } from './planned-video.ts';
import { keepPrivateDatabase } from './private-database.ts';

const clock = createTestClock();
const own = keepPrivateDatabase();
const keys = () => createApiKeyService({ db: own.db, clock });
let owner: Viewer;

async function register(): Promise<Viewer> {
  const { id, email, name, role } = await createAccountWorld(own.db).join();
  return { userId: id, sessionId: ulid(), email, name, role };
}

beforeAll(async () => {
  owner = await register();
});

const rowOf = async (id: string) => (await own.db.select().from(apiKeys).where(eq(apiKeys.id, id)))[0];

describe('a key', () => {
  it('is found by itself alone, as its owner within its scopes, and is not in the database', async () => {
    const { id, key, prefix } = await keys().create(owner, { name: 'ci', scopes: ['videos:read'] });
    expect(await keys().viewerOf(key)).toEqual({
      ...owner,
      sessionId: id,
      apiKey: { id, scopes: ['videos:read'] },
    });
    expect(key.startsWith(prefix)).toBe(true);
    const secret = key.slice(prefix.length);
    expect(JSON.stringify(await rowOf(id))).not.toContain(secret);
    expect(await keys().viewerOf(key.slice(0, -1) + (key.endsWith('A') ? 'B' : 'A'))).toBeNull();
    // The hash that a thief of the database has opens nothing.
    expect(await keys().viewerOf((await rowOf(id))?.keyHash ?? '')).toBeNull();
  });

  it('ends with the moment it was given, and a past one is refused', async () => {
    const expiresAt = new Date(clock.now().getTime() + 60_000).toISOString();
    const { key } = await keys().create(owner, { name: 'short', scopes: ['videos:read'], expiresAt });
    expect(await keys().viewerOf(key)).not.toBeNull();
    clock.advance(60);
    expect(await keys().viewerOf(key)).toBeNull();
    await expect(
      keys().create(owner, { name: 'x', scopes: ['videos:read'], expiresAt }),
    ).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  it('is revoked at once, by its owner alone', async () => {
    const { id, key } = await keys().create(owner, { name: 'gone', scopes: ['videos:read'] });
    await expect(keys().revoke(await register(), id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await keys().viewerOf(key)).not.toBeNull();
    await keys().revoke(owner, id);
    expect(await keys().viewerOf(key)).toBeNull();
    await expect(keys().revoke(owner, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const written = await own.db.select().from(auditLog).where(eq(auditLog.subjectId, id));
    expect(written.map(({ action, actorId }) => [action, actorId])).toEqual([
      ['api-key.created', owner.userId],
      ['api-key.revoked', owner.userId],
    ]);
  });

  it('is dead while its owner is banned', async () => {
    const banned = await register();
    const { key } = await keys().create(banned, { name: 'ban', scopes: ['videos:read'] });
    const setBan = (bannedAt: Date | null) =>
      own.db.update(users).set({ bannedAt }).where(eq(users.id, banned.userId));
    await setBan(clock.now());
    expect(await keys().viewerOf(key)).toBeNull();
    await setBan(null);
    expect(await keys().viewerOf(key)).not.toBeNull();
  });

  it('is dead when its owner is', async () => {
    const leaver = await register();
    const { key } = await keys().create(leaver, { name: 'left', scopes: ['videos:read'] });
    await own.db.update(users).set({ deletedAt: clock.now() }).where(eq(users.id, leaver.userId));
    expect(await keys().viewerOf(key)).toBeNull();
    await own.db.delete(users).where(eq(users.id, leaver.userId));
    expect(await keys().viewerOf(key)).toBeNull();
  });

  it('notes its last use once a minute, however often it is used', async () => {
    const { id, key } = await keys().create(owner, { name: 'busy', scopes: ['videos:read'] });
    expect((await rowOf(id))?.lastUsedAt).toBeNull();
    await keys().viewerOf(key);
    const first = (await rowOf(id))?.lastUsedAt;
    expect(first).toEqual(clock.now());
    clock.advance(59);
    await keys().viewerOf(key);
    expect((await rowOf(id))?.lastUsedAt).toEqual(first);
    clock.advance(2);
    await Promise.all(Array.from({ length: 5 }, () => keys().viewerOf(key)));
    expect((await rowOf(id))?.lastUsedAt).toEqual(clock.now());
  });
});

it('lists one’s own keys and nobody else’s, and there is an end to how many', async () => {
  const collector = await register();
  for (let at = 0; at < 25; at++) await keys().create(collector, { name: `${at}`, scopes: ['videos:write'] });
  await expect(keys().create(collector, { name: '26', scopes: ['videos:read'] })).rejects.toMatchObject({
    code: 'QUOTA_EXCEEDED',
  });
  const listed = await keys().list(collector);
  expect(listed.map(({ name }) => name)).toEqual(Array.from({ length: 25 }, (_, at) => `${at}`));
  expect(JSON.stringify(listed)).not.toMatch(/slk_[\w-]{10,}/);
});
