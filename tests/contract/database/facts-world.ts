import { asc, eq } from 'drizzle-orm';
import { beforeEach, expect } from 'vitest';
import type { EventMessage } from '../../../src/lib/domain/events.ts';
import { outbox } from '../../../src/server/db/schema/outbox.ts';
import { type TaskRow, tasks } from '../../../src/server/db/schema/tasks.ts';
import { processOnce } from '../../../src/server/inbox/once.ts';
import { applyFact } from '../../../src/server/transcodes/apply-fact.ts';
import { createLeaseService } from '../../../src/server/transcodes/lease-service.ts';
import { requeueExpired } from '../../../src/server/transcodes/requeue.ts';
import { bindingsOf, rowOf, tasksOf } from '../../support/database.ts';
import { createTestClock, insertTask, insertVideo, leased, taskOf, workerId } from './planned-video.ts';
import { keepPrivateDatabase } from './private-database.ts';

/** A database of one test file, and a consumer of `transcode.events` on it. To be called at the top of the file. */
export function keepFactsWorld() {
  const clock = createTestClock();
  const own = keepPrivateDatabase();
  // What an earlier test left waiting would be lent first.
  beforeEach(() => own.db.delete(tasks));
  const leases = () =>
    createLeaseService({ db: own.db, clock, buckets: { source: 's', media: 'm' }, leaseSeconds: 30 });

  return {
    own,
    clock,

    /** As the consumer does it. */
    apply: (event: EventMessage) =>
      processOnce(own.db, clock, 'orchestrator', event.id, (tx) => applyFact(tx, clock, event)),

    /** Everything a fact could change. */
    async stateOf(videoId: string) {
      const rows = await own.db.select().from(tasks).where(eq(tasks.videoId, videoId)).orderBy(asc(tasks.id));
      const told = await own.db.select({ id: outbox.id }).from(outbox).where(eq(outbox.messageKey, videoId));
      return {
        video: await rowOf(own.db, videoId),
        tasks: rows,
        bindings: await bindingsOf(own.db, videoId),
        told: told.length,
      };
    },

    verifiesOf: async (videoId: string) =>
      (await tasksOf(own.db, videoId)).filter(({ kind }) => kind === 'verify'),

    /** The worker goes silent, and its task is lent to the next. */
    async lendAgain() {
      clock.advance(31);
      await requeueExpired(own.db, clock);
      return (await leases().lease({ workerId })).task;
    },

    /** A task whose first worker went silent and which a second one holds now. */
    async relent(): Promise<{ zombie: TaskRow; current: TaskRow; videoId: string }> {
      const videoId = await insertVideo(own.db, clock);
      const zombie = await insertTask(own.db, clock, videoId, { ...leased(clock), priority: 0 });
      await this.lendAgain();
      const current = await taskOf(own.db, zombie.id);
      expect([zombie.epoch, current.epoch, current.status]).toEqual([1, 2, 'leased']);
      return { zombie, current, videoId };
    },
  };
}
