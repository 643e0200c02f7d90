/** What the simulator runs on answers as MariaDB does: the same queries, by drizzle, on both, and one comparison. */
import { and, asc, count, desc, eq, gt, inArray, isNull, lte, max, min, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMemoryDatabase } from '../../../src/server/adapters/memory/memory-database.ts';
import { createMemoryEngine } from '../../../src/server/adapters/memory/memory-engine.ts';
import { affectedRows, type Database } from '../../../src/server/db/client.ts';
import { hasErrorCode } from '../../../src/server/db/error-codes.ts';
import { bindings } from '../../../src/server/db/schema/bindings.ts';
import { duties } from '../../../src/server/db/schema/duties.ts';
import { outbox } from '../../../src/server/db/schema/outbox.ts';
import { ownerTurns } from '../../../src/server/db/schema/owner-turns.ts';
import { processedEvents } from '../../../src/server/db/schema/processed-events.ts';
import { tasks } from '../../../src/server/db/schema/tasks.ts';
import { videos } from '../../../src/server/db/schema/videos.ts';
import { planned } from './planned-video.ts';
import { createPrivateDatabase, type PrivateDatabase } from './private-database.ts';

const idOf = (number: number) => `01M7YZ${String(number).padStart(20, '0')}`;
const at = (ms: number) => new Date(Date.UTC(2026, 10, 21, 12) + ms);

const videoRow = (number: number) => ({
  id: idOf(number),
  ownerId: idOf(900),
  title: `Été „quoted“ \\ ' 🎬 ${number}`,
  description: '',
  originalFilename: 'walk.mp4',
  contentType: 'video/mp4',
  sizeBytes: 5_000_000_000 + number,
  status: 'processing' as const,
  createdAt: at(number),
});
const taskRow = (number: number, over: Partial<typeof tasks.$inferInsert> = {}) => ({
  id: idOf(number),
  videoId: idOf(1),
  ownerId: idOf(900),
  kind: 'encode' as const,
  firstSegment: number,
  priority: 30,
  errors: [],
  createdAt: at(number),
  ...over,
});

/** Each writes and answers what it then sees. They build on each other, in this order. */
const observations: Readonly<Record<string, (db: Database) => Promise<unknown>>> = {
  'rows with defaults, JSON, nulls, booleans and milliseconds come back as they were': async (db) => {
    await db
      .insert(videos)
      .values({ ...videoRow(1), plan: planned, encodedAt: at(1_234), plannedWeight: 0.1 });
    await db.insert(videos).values([videoRow(2), { ...videoRow(3), stillKeys: ['a', 'b'] }]);
    return db.select().from(videos).orderBy(asc(videos.id));
  },
  'an insert that is ignored changes no row, and of several rows the new ones are inserted': async (db) => {
    const note = { consumer: 'a', eventId: idOf(1), processedAt: at(0) };
    const first = await db.insert(processedEvents).ignore().values(note);
    const second = await db.insert(processedEvents).ignore().values(note);
    const both = await db
      .insert(tasks)
      .ignore()
      .values([taskRow(1), taskRow(2)]);
    const mixed = await db
      .insert(tasks)
      .ignore()
      .values([taskRow(11, { firstSegment: 1 }), taskRow(3)]);
    return [first, second, both, mixed].map(affectedRows);
  },
  'a duplicate that is not ignored is an error of one name': async (db) => {
    const error: unknown = await db
      .insert(tasks)
      .values(taskRow(1))
      .catch((caught: unknown) => caught);
    return hasErrorCode(error, new Set(['ER_DUP_ENTRY']));
  },
  'an update counts the rows that it finds, also those that it leaves as they were': async (db) => {
    const same = await db
      .update(tasks)
      .set({ priority: 30 })
      .where(eq(tasks.videoId, idOf(1)));
    const none = await db
      .update(tasks)
      .set({ epoch: 2 })
      .where(and(eq(tasks.id, idOf(1)), eq(tasks.epoch, 7)));
    const one = await db
      .update(tasks)
      .set({ epoch: sql`${tasks.epoch} + 1`, leaseUntil: at(500), status: 'leased' })
      .where(and(eq(tasks.id, idOf(1)), eq(tasks.epoch, 0)));
    return [same, none, one].map(affectedRows);
  },
  'null sorts first when it goes up and last when it goes down': async (db) => {
    await db.insert(ownerTurns).values({ ownerId: idOf(900), servedAt: at(9) });
    await db.insert(tasks).values(taskRow(4, { ownerId: idOf(901) }));
    const joined = db
      .select({ id: tasks.id, servedAt: ownerTurns.servedAt })
      .from(tasks)
      .leftJoin(ownerTurns, eq(ownerTurns.ownerId, tasks.ownerId));
    return [
      await joined.orderBy(asc(ownerTurns.servedAt), asc(tasks.id)),
      await db.select({ id: tasks.id }).from(tasks).orderBy(desc(tasks.leaseUntil), asc(tasks.id)),
    ];
  },
  'an upsert replaces': async (db) => {
    const turn = { ownerId: idOf(900), servedAt: at(77) };
    await db
      .insert(ownerTurns)
      .values(turn)
      .onDuplicateKeyUpdate({ set: { servedAt: turn.servedAt } });
    return db.select().from(ownerTurns);
  },
  'times compare to the millisecond': async (db) => {
    const seen = async (ms: number) =>
      (
        await db
          .select({ id: tasks.id })
          .from(tasks)
          .where(lte(tasks.leaseUntil, at(ms)))
      ).length;
    return [await seen(499), await seen(500), await seen(501)];
  },
  'sums, counts, extremes and conditions over groups are numbers, dates and truths': async (db) =>
    db
      .select({
        status: tasks.status,
        count: count(),
        weight: sql<number>`sum(${tasks.weight})`.mapWith(Number),
        left: sql<number>`sum(1 - ${tasks.progress})`.mapWith(Number),
        first: min(tasks.createdAt),
        epoch: max(tasks.epoch),
        isAny:
          sql<number>`max(${tasks.kind} = 'encode' and ${tasks.status} in ('waiting', 'leased'))`.mapWith(
            Boolean,
          ),
      })
      .from(tasks)
      .groupBy(tasks.status)
      .orderBy(asc(min(tasks.createdAt))),
  'a transaction that throws leaves nothing, and one that does not leaves all': async (db) => {
    const write = (name: string, fails: boolean) =>
      db
        .transaction(async (tx) => {
          await tx.insert(duties).values({ name, holder: 'a', heldUntil: at(0) });
          if (fails) throw new Error('undone');
        })
        .catch((error: unknown) => String(error));
    const ends = [await write('undone', true), await write('kept', false)];
    return [ends, await db.select().from(duties)];
  },
  'locking reads, and deletes, see what an ordinary one does': async (db) =>
    db.transaction(async (tx) => {
      const waiting = await tx
        .select({ id: tasks.id })
        .from(tasks)
        .where(and(eq(tasks.status, 'waiting'), inArray(tasks.capacity, ['any', 'spot'])))
        .orderBy(asc(tasks.id))
        .limit(2)
        .for('update', { skipLocked: true });
      const gone = await tx.delete(tasks).where(gt(tasks.firstSegment, 2));
      return [waiting, affectedRows(gone)];
    }),
  'a limited delete takes so many': async (db) => {
    const notes = [5, 6, 7].map((number) => {
      return { consumer: 'b', eventId: idOf(number), processedAt: at(0) };
    });
    await db.insert(processedEvents).values(notes);
    const gone = await db.delete(processedEvents).where(eq(processedEvents.consumer, 'b')).limit(2);
    return affectedRows(gone);
  },
  'messages are numbered as they come, and unpublished ones are found': async (db) => {
    const message = { eventId: idOf(1), topic: 'video.changes', messageKey: 'k', createdAt: at(0) };
    for (const version of [1, 2, 3]) {
      const data = { videoId: idOf(1), ownerId: idOf(900), version };
      const envelope = {
        id: idOf(1),
        type: 'video.changed',
        version: 1,
        occurredAt: '',
        traceparent: '',
        data,
      };
      await db.insert(outbox).values({ ...message, message: envelope as never });
    }
    await db
      .update(outbox)
      .set({ publishedAt: at(5) })
      .where(eq(outbox.id, 2));
    return db.select().from(outbox).where(isNull(outbox.publishedAt)).orderBy(asc(outbox.id));
  },
  'a text that is too long, and a value that is none of an enumeration, are refused': async (db) => {
    const refused = (row: object) =>
      db
        .insert(tasks)
        .values({ ...taskRow(50), ...row } as typeof tasks.$inferInsert)
        .then(
          () => false,
          () => true,
        );
    return [
      await refused({ rungs: 'x'.repeat(101) }),
      await refused({ kind: 'dance' }),
      await refused({ errors: null }),
    ];
  },
  'a binding is written once': async (db) => {
    const binding = {
      videoId: idOf(1),
      track: '240p',
      number: -1,
      objectKey: 'first',
      epoch: 1,
      sizeBytes: 1,
      sha256: '',
      durationTicks: 0,
      boundAt: at(1),
    };
    await db.insert(bindings).values(binding);
    await db
      .insert(bindings)
      .ignore()
      .values({ ...binding, objectKey: 'second' });
    return db.select().from(bindings);
  },
};

describe('the in-memory database and MariaDB', () => {
  let own: PrivateDatabase;
  const memory = openMemoryDatabase(createMemoryEngine());
  beforeAll(async () => {
    own = await createPrivateDatabase();
  });
  afterAll(() => own.remove());

  it.each(Object.entries(observations))('%s', async (_, observe) => {
    const real = await observe(own.db);
    expect(await observe(memory.db)).toEqual(real);
    expect(real).toBeDefined();
  });
});

describe('the in-memory database', () => {
  it('refuses what it does not know to mean the same', async () => {
    const { db } = openMemoryDatabase(createMemoryEngine());
    for (const unknown of [sql`select now() from tasks`, sql`select 1 / 2 from tasks`, sql`show tables`])
      await expect(db.execute(unknown)).rejects.toThrow();
  });
});
