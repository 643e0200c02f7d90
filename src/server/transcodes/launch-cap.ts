import { count, eq, inArray } from 'drizzle-orm';
import type { Database } from '../db/client.ts';
import { duties } from '../db/schema/duties.ts';
import { workers } from '../db/schema/workers.ts';
import { LAUNCHER_DUTY } from '../health/service.ts';

/** As many workers as there may be are alive. */
class NoRoom extends Error {}

/**
 * Notes a worker if there is room for one more. Counted and written in one transaction under the lock of the
 * duty's row: an orchestrator that stood still has lost the duty without knowing it, and what it counted before
 * no longer holds.
 * @param most launched and active workers together
 * @throws NoRoom
 */
export function insertWithinCap(
  db: Database,
  most: number,
  worker: typeof workers.$inferInsert,
): Promise<void> {
  return db.transaction(async (tx) => {
    await tx.select({ name: duties.name }).from(duties).where(eq(duties.name, LAUNCHER_DUTY)).for('update');
    const [alive] = await tx
      .select({ workers: count() })
      .from(workers)
      .where(inArray(workers.status, ['launched', 'active']));
    if ((alive?.workers ?? 0) >= most) throw new NoRoom(`there are ${most} workers already`);
    await tx.insert(workers).values(worker);
  });
}
