import { and, eq, inArray, lt, ne } from 'drizzle-orm';
import type { WorkerCapacity } from '#lib/domain/capacity.ts';
import { AppError } from '#lib/domain/errors.ts';
import { affectedRows, type Database } from '../db/client.ts';
import { workers } from '../db/schema/workers.ts';
import type { Clock } from '../ports/clock.ts';
import type { Launched } from '../ports/worker-launcher.ts';
import { requeueTasksOf } from './requeue.ts';
import { hashSecret, newSecret } from './secrets.ts';

/** A worker calls several times a second when idle and each few seconds when busy. */
const SILENT_AFTER_MS = 60_000;
/** `last_seen_at` is refreshed no more often than this, to spare the database a write per poll. */
const SEEN_STEP_MS = 5_000;

export type WorkerRegistry = ReturnType<typeof createWorkerRegistry>;

/** Which workers there are, and who they are when they call. */
export function createWorkerRegistry({ db, clock }: { db: Database; clock: Clock }) {
  return {
    /** Notes the decision to launch BEFORE anything starts, so that a worker never runs unknown. */
    async announce(
      launcher: string,
      isWarm: boolean,
      capacity: WorkerCapacity = 'local',
    ): Promise<{ workerId: string; ticket: string }> {
      const workerId = clock.newId();
      const ticket = newSecret();
      const now = clock.now();
      await db.insert(workers).values({
        id: workerId,
        launcher,
        isWarm,
        capacity,
        ticketHash: hashSecret(ticket),
        launchedAt: now,
        lastSeenAt: now,
      });
      return { workerId, ticket };
    },

    /** What the launcher started. Spot may have been asked for, and on demand been had. */
    async setLaunched(workerId: string, { handle, capacity }: Launched): Promise<void> {
      await db.update(workers).set({ handle, capacity }).where(eq(workers.id, workerId));
    },

    /** A ticket opens once: a second exchange finds it gone. */
    async enter(workerId: string, ticket: string): Promise<{ sessionToken: string }> {
      const sessionToken = newSecret();
      const entered = await db
        .update(workers)
        .set({
          status: 'active',
          ticketHash: null,
          sessionHash: hashSecret(sessionToken),
          lastSeenAt: clock.now(),
        })
        .where(
          and(
            eq(workers.id, workerId),
            eq(workers.status, 'launched'),
            eq(workers.ticketHash, hashSecret(ticket)),
          ),
        );
      if (affectedRows(entered) === 0) throw new AppError('UNAUTHORIZED');
      return { sessionToken };
    },

    /** The worker behind `<worker id>.<session token>`, while it has not exited. */
    async workerOf(credential: string): Promise<{ workerId: string; capacity: WorkerCapacity } | undefined> {
      const [workerId = '', token = ''] = credential.split('.');
      const [worker] = await db
        .select()
        .from(workers)
        .where(and(eq(workers.id, workerId), eq(workers.status, 'active')));
      if (!worker || worker.sessionHash !== hashSecret(token)) return undefined;
      const now = clock.now();
      if (now.getTime() - worker.lastSeenAt.getTime() > SEEN_STEP_MS) {
        await db.update(workers).set({ lastSeenAt: now }).where(eq(workers.id, workerId));
      }
      return { workerId, capacity: worker.capacity };
    },

    /** The worker is gone, by its own word or the launcher's: its tasks go back to the queue at once. */
    async leave(workerId: string): Promise<void> {
      await db.transaction(async (tx) => {
        const left = await tx
          .update(workers)
          .set({ status: 'exited', exitedAt: clock.now(), sessionHash: null, ticketHash: null })
          .where(and(eq(workers.id, workerId), ne(workers.status, 'exited')));
        if (affectedRows(left) === 1) await requeueTasksOf(tx, clock, workerId);
      });
    },

    async countAlive(): Promise<{ warm: number; spot: number; all: number }> {
      const alive = await db
        .select({ isWarm: workers.isWarm, capacity: workers.capacity })
        .from(workers)
        .where(inArray(workers.status, ['launched', 'active']));
      return {
        warm: alive.filter((worker) => worker.isWarm).length,
        spot: alive.filter((worker) => worker.capacity === 'spot').length,
        all: alive.length,
      };
    },

    /** Workers that have not been heard of: never started, frozen, or killed with their launcher. */
    async findSilent(): Promise<readonly string[]> {
      const since = new Date(clock.now().getTime() - SILENT_AFTER_MS);
      const rows = await db
        .select({ id: workers.id })
        .from(workers)
        .where(and(inArray(workers.status, ['launched', 'active']), lt(workers.lastSeenAt, since)));
      return rows.map((row) => row.id);
    },
  };
}
