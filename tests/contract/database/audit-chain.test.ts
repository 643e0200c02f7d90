/** The audit log shows whatever was done to it afterwards. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { asc, eq, sql } from 'drizzle-orm';
import { ulid } from 'ulid';
import { beforeEach, describe, expect, it } from 'vitest';
import { checkoutDir } from '../../../infra/local/checkout.ts';
import type { Viewer } from '../../../src/server/accounts/viewer.ts';
import { recordAudit } from '../../../src/server/audit/record-audit.ts';
import { createAuditService } from '../../../src/server/audit/search.ts';
import { verifyAudit } from '../../../src/server/audit/verify.ts';
import { auditHead } from '../../../src/server/db/schema/audit-head.ts';
import { auditLog } from '../../../src/server/db/schema/audit-log.ts';
import { sharedStack } from '../../shared-stack.ts';
import { createTestClock } from './planned-video.ts';
import { keepPrivateDatabase } from './private-database.ts';

const own = keepPrivateDatabase();
const clock = createTestClock();
const actorId = ulid();

const write = (subjectId: string, action: 'video.hidden' | 'video.restored' = 'video.hidden') =>
  own.db.transaction((tx) =>
    recordAudit(tx, clock, {
      actorId,
      action,
      subject: { type: 'video', id: subjectId },
      address: '203.0.113.7',
      details: {
        reason: 'spam',
        from: 'approved',
        count: 3,
        at: null,
        was: undefined,
        'Ü„': ['💥', '\ud800'],
      },
    }),
  );
const rows = () => own.db.select().from(auditLog).orderBy(asc(auditLog.id));
const needRow = async (at: number) => {
  const row = (await rows())[at];
  if (!row) throw new Error(`no row ${at}`);
  return row;
};
const broken = async () => (await verifyAudit(own.db)).broken;

beforeEach(async () => {
  await own.db.delete(auditLog);
  await own.db.delete(auditHead);
  for (const name of ['a', 'b', 'c', 'd']) await write(name);
});

describe('the chain', () => {
  it('holds as it was written, and twenty who write at once leave neither gap nor fork', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, at) => write(`v${at}`)));
    const verdict = await verifyAudit(own.db);
    expect(verdict).toMatchObject({ checked: 24, older: 0, broken: undefined, head: { position: 24 } });
    expect(new Set((await rows()).map(({ previousHash }) => previousHash)).size).toBe(24);
  });

  it('has no row of a transaction that was undone', async () => {
    const undone = own.db.transaction(async (tx) => {
      const subject = { type: 'video', id: 'x' } as const;
      await recordAudit(tx, clock, { actorId, action: 'video.hidden', subject, address: null });
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await verifyAudit(own.db)).toMatchObject({ checked: 4, broken: undefined });
  });

  it('names a row that was changed', async () => {
    const { id } = await needRow(1);
    await own.db.update(auditLog).set({ actorId: ulid() }).where(eq(auditLog.id, id));
    expect(await broken()).toMatchObject({ id, sentence: expect.stringContaining('was changed') });
  });

  it('names the row before which one was removed, and finds rows removed from the end', async () => {
    const [second, third, last] = [await needRow(1), await needRow(2), await needRow(3)];
    await own.db.delete(auditLog).where(eq(auditLog.id, last.id));
    expect(await broken()).toMatchObject({ id: null, sentence: expect.stringContaining('from its end') });
    await own.db.delete(auditLog).where(eq(auditLog.id, second.id));
    expect(await broken()).toMatchObject({ id: third.id, sentence: expect.stringContaining('was removed') });
  });

  it('names a row that was inserted, with a place in the chain or without', async () => {
    const last = await needRow(3);
    const { id, ...copy } = last;
    await own.db.insert(auditLog).values({ ...copy, position: null, hash: null, previousHash: null });
    const around = await needRow(4);
    expect(await broken()).toMatchObject({ id: around.id, sentence: expect.stringContaining('around it') });
    await own.db
      .update(auditLog)
      .set({ ...copy, position: 5 })
      .where(eq(auditLog.id, around.id));
    expect(await broken()).toMatchObject({ id: around.id });
    expect(id).toBe(last.id);
  });

  it('that was made anew from some row on is found by a head that was noted before', async () => {
    const { head } = await verifyAudit(own.db);
    await own.db.delete(auditLog);
    await own.db.delete(auditHead);
    for (const name of ['a', 'b', 'forged', 'd', 'e']) await write(name);
    expect(await broken()).toBeUndefined();
    expect((await verifyAudit(own.db, head)).broken).toMatchObject({ id: (await needRow(3)).id });
  });

  it('counts what is older than itself, and goes on after it', async () => {
    await own.db.delete(auditLog);
    await own.db.delete(auditHead);
    const old = { at: clock.now(), action: 'account.banned', details: {} };
    await own.db.insert(auditLog).values([old, old]);
    await write('a');
    expect(await verifyAudit(own.db)).toMatchObject({ checked: 1, older: 2, broken: undefined });
  });
});

it('the command says what it found, and fails when something is wrong', async () => {
  const run = async (...args: string[]) => {
    const [found] = await own.db.execute(sql`SELECT DATABASE() AS name`);
    const url = new URL(sharedStack().env.DATABASE_URL ?? '');
    url.pathname = `/${(found as unknown as { name: string }[])[0]?.name}`;
    const program = ['src/server/audit/main.ts', ...args];
    const env = { NODE_ENV: 'test', DATABASE_URL: url.href } as const;
    return promisify(execFile)(process.execPath, program, { cwd: checkoutDir, env });
  };
  const { stdout } = await run('verify');
  expect(stdout).toContain('All 4 rows');
  const noted = /\d+:[0-9a-f]{64}/.exec(stdout)?.[0] ?? '';
  expect((await run('verify', noted)).stdout).toContain(noted);
  const { id } = await needRow(2);
  await own.db.update(auditLog).set({ action: 'video.restored' }).where(eq(auditLog.id, id));
  await expect(run('verify')).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining(`Row ${id} `),
  });
  await expect(run('repair')).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('verify') });
});

it('moderators find rows by who, what, whom and when, page by page; addresses are for admins', async () => {
  const audit = createAuditService({ db: own.db });
  const who = (role: Viewer['role']): Viewer => ({
    userId: ulid(),
    sessionId: 's',
    email: 'e',
    name: 'n',
    role,
  });
  const noon = clock.now().toISOString();
  clock.advance(60);
  await write('a', 'video.restored');
  const find = async (search: object) => {
    const { rows: found } = await audit.search(who('moderator'), { limit: 50, ...search });
    return found.map(({ action, subject }) => `${action} ${subject?.id}`);
  };
  expect(await find({ subjectId: 'a' })).toEqual(['video.restored a', 'video.hidden a']);
  expect(await find({ action: 'video.restored' })).toEqual(['video.restored a']);
  expect(await find({ actorId: ulid() })).toEqual([]);
  expect(await find({ actorId, to: clock.now() })).toHaveLength(4);
  expect(await find({ from: new Date(Date.parse(noon) + 1) })).toEqual(['video.restored a']);
  const first = await audit.search(who('admin'), { limit: 3 });
  const second = await audit.search(who('moderator'), { limit: 3, before: first.next ?? undefined });
  expect([first.rows.length, second.rows.length, second.next]).toEqual([3, 2, null]);
  expect(first.rows[0]?.address).toBe('203.0.113.7');
  expect(second.rows[0]?.address).toBeNull();
  expect(first.head.position).toBe(5);
});
