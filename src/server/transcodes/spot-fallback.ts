import { and, eq, gt, lt } from 'drizzle-orm';
import { affectedRows, type Database } from '../db/client.ts';
import { tasks } from '../db/schema/tasks.ts';
import { workers } from '../db/schema/workers.ts';
import type { Clock } from '../ports/clock.ts';

/** Spot that does not come within a minute is not to be had: prices and people both lose by waiting on. */
const PATIENCE_MS = 60_000;
/** One that was launched may still fetch its image, or never come. */
const PATIENCE_WITH_LAUNCHED_MS = 120_000;

/**
 * There is no spot, for certain: the launcher was refused it and took another. That one may not be lent what waits
 * for spot, and launch upon launch would follow; so all of it goes to any worker. Answers how many tasks.
 */
export async function releaseAllFromSpot(db: Database): Promise<number> {
  const released = await db
    .update(tasks)
    .set({ capacity: 'any' })
    .where(and(eq(tasks.status, 'waiting'), eq(tasks.capacity, 'spot')));
  return affectedRows(released);
}

/** Gives tasks that have waited for spot while there was none to any worker. Answers how many. */
export async function releaseFromSpot(db: Database, clock: Clock): Promise<number> {
  const ago = (ms: number) => new Date(clock.now().getTime() - ms);
  const spot = await db
    .select({ status: workers.status, launchedAt: workers.launchedAt, lastSeenAt: workers.lastSeenAt })
    .from(workers)
    .where(and(eq(workers.capacity, 'spot'), gt(workers.lastSeenAt, ago(PATIENCE_WITH_LAUNCHED_MS))));
  // A minute without spot begins when the last that worked was seen.
  const hasWorked = (worker: (typeof spot)[number]) => worker.lastSeenAt > worker.launchedAt;
  if (spot.some((worker) => hasWorked(worker) && worker.lastSeenAt > ago(PATIENCE_MS))) return 0;
  const isComing = spot.some(({ status }) => status === 'launched');
  const since = ago(isComing ? PATIENCE_WITH_LAUNCHED_MS : PATIENCE_MS);
  const released = await db
    .update(tasks)
    .set({ capacity: 'any' })
    .where(and(eq(tasks.status, 'waiting'), eq(tasks.capacity, 'spot'), lt(tasks.createdAt, since)));
  return affectedRows(released);
}
