import { and, eq, inArray, lt, or } from 'drizzle-orm';
import type { WorkerCapacity } from '#lib/domain/capacity.ts';
import { AppError } from '#lib/domain/errors.ts';
import type { WorkerEnd } from '#lib/domain/worker-end.ts';
import { workerStartPatienceSeconds } from '#lib/domain/worker-start.ts';
import { affectedRows, type Database } from '../db/client.ts';
import { workers } from '../db/schema/workers.ts';
import type { Clock } from '../ports/clock.ts';
import { hashSecret, newSecret } from '../secrets.ts';
import { createLaunchRecords } from './launch-records.ts';
import { endWorker } from './worker-exit.ts';

/** A worker calls several times a second when idle and each few seconds when busy. */
const SILENT_AFTER_MS = 60_000;
/** `last_seen_at` is refreshed no more often than this, to spare the database a write per poll. */
const SEEN_STEP_MS = 5_000;

/** By its own word, as it ends. */
const leftByItself: WorkerEnd = { cause: 'left', detail: 'it said so' };

export type WorkerRegistry = ReturnType<typeof createWorkerRegistry>;

/** Which workers there are, and who they are when they call. */
export function createWorkerRegistry({ db, clock }: { db: Database; clock: Clock }) {
  const agoMs = (ms: number) => new Date(clock.now().getTime() - ms);

  return {
    ...createLaunchRecords({ db, clock }),

    /** A ticket opens once: a second exchange finds it gone. */
    async enter(workerId: string, ticket: string): Promise<{ sessionToken: string }> {
      const sessionToken = newSecret();
      const entered = await db
        .update(workers)
        .set({
          status: 'active',
          ticketHash: null,
          launchTicket: null,
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

    /** The worker is gone, by its own word or another's: its tasks go back to the queue at once. */
    async leave(workerId: string, end: WorkerEnd = leftByItself): Promise<void> {
      await db.transaction((tx) => endWorker(tx, clock, workerId, end));
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

    /**
     * Workers that have not been heard of: frozen or killed with their launcher, or launched and never started, for
     * which each launcher has a patience of its own.
     */
    async findSilent(): Promise<readonly string[]> {
      const rows = await db
        .select({
          id: workers.id,
          status: workers.status,
          launcher: workers.launcher,
          launchedAt: workers.launchedAt,
        })
        .from(workers)
        .where(
          and(
            inArray(workers.status, ['launched', 'active']),
            or(eq(workers.status, 'launched'), lt(workers.lastSeenAt, agoMs(SILENT_AFTER_MS))),
          ),
        );
      return rows
        .filter(
          ({ status, launcher, launchedAt }) =>
            status === 'active' || launchedAt < agoMs(1000 * workerStartPatienceSeconds(launcher)),
        )
        .map(({ id }) => id);
    },
  };
}
