import { and, asc, eq, inArray, lte } from 'drizzle-orm';
import type { TaskCapacity } from '#lib/domain/capacity.ts';
import type { Transaction } from '../db/client.ts';
import { ownerTurns } from '../db/schema/owner-turns.ts';
import { type TaskRow, tasks } from '../db/schema/tasks.ts';

/** Several workers ask at once: each locks the first of these that no other has. */
const CANDIDATES = 20;

/**
 * Locks the task to be lent next: the most urgent; among equals that of the person who has waited longest for
 * a worker, so that one person's 200 uploads do not keep the next person waiting; then the oldest.
 * @param maxPriority takes none that is less urgent; null takes any
 * @param capacities what the worker may be lent
 */
export async function lockNext(
  tx: Transaction,
  maxPriority: number | null,
  capacities: readonly TaskCapacity[],
): Promise<TaskRow | undefined> {
  // Read without locks: a lock on every row passed would hold up those who ask at the same moment.
  const candidates = await tx
    .select({ id: tasks.id })
    .from(tasks)
    .leftJoin(ownerTurns, eq(ownerTurns.ownerId, tasks.ownerId))
    .where(
      and(
        eq(tasks.status, 'waiting'),
        inArray(tasks.capacity, [...capacities]),
        maxPriority === null ? undefined : lte(tasks.priority, maxPriority),
      ),
    )
    // NULL sorts first: who was never served comes before all others.
    .orderBy(asc(tasks.priority), asc(ownerTurns.servedAt), asc(tasks.createdAt), asc(tasks.id))
    .limit(CANDIDATES);
  for (const { id } of candidates) {
    const [task] = await tx
      .select()
      .from(tasks)
      .where(and(eq(tasks.id, id), eq(tasks.status, 'waiting')))
      .for('update', { skipLocked: true });
    if (task) return task;
  }
  return undefined;
}

/** Puts a person at the end of the line. */
export async function noteTurn(tx: Transaction, ownerId: string, servedAt: Date): Promise<void> {
  await tx.insert(ownerTurns).values({ ownerId, servedAt }).onDuplicateKeyUpdate({ set: { servedAt } });
}
