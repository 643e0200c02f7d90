import { eq } from 'drizzle-orm';
import { endBeforeEntry, type WorkerEnd } from '#lib/domain/worker-end.ts';
import type { Transaction } from '../db/client.ts';
import { workers } from '../db/schema/workers.ts';
import type { Clock } from '../ports/clock.ts';
import { requeueTasksOf } from './requeue.ts';

/** Of `workers.end_detail`. */
const MAX_DETAIL = 400;

/**
 * Notes that a worker is gone and gives its tasks back to the queue, at once and under their cause. The first end
 * that is told counts. Answers whether this was it.
 */
export async function endWorker(
  tx: Transaction,
  clock: Clock,
  workerId: string,
  told: WorkerEnd,
): Promise<boolean> {
  const [worker] = await tx
    .select({ status: workers.status })
    .from(workers)
    .where(eq(workers.id, workerId))
    .for('update');
  if (!worker || worker.status === 'exited') return false;
  const end = worker.status === 'launched' ? endBeforeEntry(told) : told;
  const now = clock.now();
  await tx
    .update(workers)
    .set({
      status: 'exited',
      exitedAt: now,
      sessionHash: null,
      ticketHash: null,
      launchTicket: null,
      endCause: end.cause,
      endDetail: end.detail.slice(0, MAX_DETAIL),
      // Nothing was started: nothing is left to stop.
      ...(end.cause === 'refused' ? { goneAt: now } : {}),
    })
    .where(eq(workers.id, workerId));
  await requeueTasksOf(tx, clock, workerId, end);
  return true;
}
