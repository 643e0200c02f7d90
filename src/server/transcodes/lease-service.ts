import { and, eq } from 'drizzle-orm';
import { leasableBy, type WorkerCapacity } from '#lib/domain/capacity.ts';
import { taskPriority } from '#lib/domain/plan.ts';
import type { LeasedTask } from '#lib/domain/worker-protocol.ts';
import { affectedRows, type Database, type Transaction } from '../db/client.ts';
import { retryDeadlock } from '../db/retry-deadlock.ts';
import { taskLeases } from '../db/schema/task-leases.ts';
import { type TaskRow, tasks } from '../db/schema/tasks.ts';
import { videos } from '../db/schema/videos.ts';
import { recordVideoChange } from '../outbox/record-change.ts';
import type { Clock } from '../ports/clock.ts';
import { createShortMemory } from '../short-memory.ts';
import { awaitLease } from './await-lease.ts';
import { describeTask, type LeaseScene } from './describe-task.ts';
import { headOfQueue, lockNext, noteTurn } from './next-task.ts';
import { endAttempt } from './requeue.ts';

export interface LeaseServiceParts extends LeaseScene {
  readonly db: Database;
  readonly clock: Clock;
  readonly leaseSeconds: number;
}

export interface LeaseWish {
  readonly workerId: string;
  /** Takes nothing less urgent; any when absent or null. */
  readonly maxPriority?: number | null;
  /** What the worker runs on. */
  readonly capacity?: WorkerCapacity;
}

/** Lends tasks to workers. MySQL is the work queue: no message is held for the minutes a task takes. */
export function createLeaseService(parts: LeaseServiceParts) {
  const { db, clock, leaseSeconds } = parts;
  /** One look for all who wait. */
  const heads = createShortMemory<string | null>({ clock, seconds: 0.02, size: 1 });
  const leaseEnd = () => new Date(clock.now().getTime() + leaseSeconds * 1000);

  /** The next task that nobody else is taking at this moment, under a new epoch. */
  async function takeNext(
    tx: Transaction,
    { workerId, maxPriority = null, capacity = 'local' }: LeaseWish,
  ): Promise<TaskRow | undefined> {
    const now = clock.now();
    const task = await lockNext(tx, { workerId, maxPriority, capacities: leasableBy[capacity] }, now);
    if (!task) return undefined;
    const leased = {
      status: 'leased',
      epoch: task.epoch + 1,
      workerId,
      leaseUntil: leaseEnd(),
      leasedAt: now,
    } as const;
    await tx.update(tasks).set(leased).where(eq(tasks.id, task.id));
    await tx.insert(taskLeases).values({
      taskId: task.id,
      epoch: leased.epoch,
      videoId: task.videoId,
      workerId,
      leasedAt: now,
    });
    await noteTurn(tx, task.ownerId, now);
    return { ...task, ...leased };
  }

  async function markStarted(tx: Transaction, videoId: string): Promise<void> {
    const started = await tx
      .update(videos)
      .set({ status: 'processing', processingStartedAt: clock.now() })
      .where(and(eq(videos.id, videoId), eq(videos.status, 'queued')));
    if (affectedRows(started) === 1) await recordVideoChange(tx, clock, videoId);
  }

  /** A task that nobody could do fails here: thrown back, it would stop the queue of every worker. */
  async function lend(tx: Transaction, wish: LeaseWish): Promise<LeasedTask | null> {
    for (;;) {
      const row = await takeNext(tx, wish);
      if (!row) return null;
      await markStarted(tx, row.videoId);
      const described = await describeTask(tx, row, parts);
      if (!('lacks' in described)) return described;
      const detail = `the task can not be lent: ${described.lacks}`;
      await endAttempt(tx, clock, row, { code: 'TRANSCODE_FAILED', cause: 'media', detail });
    }
  }

  async function lease(wish: LeaseWish): Promise<{ task: LeasedTask | null; leaseSeconds: number }> {
    const task = await retryDeadlock(() => db.transaction((tx) => lend(tx, wish)));
    return { task, leaseSeconds };
  }

  return {
    /** Lends the next task; null when none waits. */
    lease,

    /** Lends the next task as soon as there is one; null after some seconds without, or when `signal` aborts. */
    wait: (wish: LeaseWish, signal: AbortSignal) =>
      awaitLease({ head: () => heads.get('', () => headOfQueue(db)), lease: () => lease(wish) }, signal),

    /**
     * Prolongs a lease. Zero rows changed means that the task was cancelled, finished, or lent to another: stop.
     * `isUrgent` when a viewer waits for it by now. What was lent first for a first picture is not told again: the worker
     * knows best when it has that. `wantedSegment` is what was last asked for of it.
     */
    async renew(
      workerId: string,
      taskId: string,
      epoch: number,
    ): Promise<{ cancel: boolean; isUrgent: boolean; wantedSegment: number | null }> {
      const renewed = await db
        .update(tasks)
        .set({ leaseUntil: leaseEnd() })
        .where(
          and(
            eq(tasks.id, taskId),
            eq(tasks.epoch, epoch),
            eq(tasks.workerId, workerId),
            eq(tasks.status, 'leased'),
          ),
        );
      const [task] = await db
        .select({ priority: tasks.priority, wantedSegment: tasks.wantedSegment })
        .from(tasks)
        .where(eq(tasks.id, taskId));
      return {
        cancel: affectedRows(renewed) === 0,
        isUrgent: task?.priority === taskPriority.wanted,
        wantedSegment: task?.wantedSegment ?? null,
      };
    },
  };
}
