import { and, asc, eq, gt, inArray, lte, ne, notInArray, or } from 'drizzle-orm';
import { alias } from 'drizzle-orm/mysql-core';
import type { TaskCapacity } from '#lib/domain/capacity.ts';
import { URGENT_PRIORITY } from '#lib/domain/plan.ts';
import type { Database, Transaction } from '../db/client.ts';
import { ownerTurns } from '../db/schema/owner-turns.ts';
import { type TaskRow, tasks } from '../db/schema/tasks.ts';
import { videos } from '../db/schema/videos.ts';

/** Who asks for a task. */
export interface Taker {
  readonly workerId: string;
  /** Takes none that is less urgent; null takes any. */
  readonly maxPriority: number | null;
  /** What it may be lent. */
  readonly capacities: readonly TaskCapacity[];
}

/** Several workers ask at once: each locks the first of these that no other has. */
const CANDIDATES = 20;

/** Of one video: what its first picture and sound are made by. */
const firstTasks = alias(tasks, 'first_tasks');

/**
 * The bulk of a video waits until its first picture and sound are there: on the same cores it would hold them up. They
 * always come to an end, so it never waits for ever.
 */
function isNotHeld(tx: Transaction) {
  // One list for all rows: asked for each, a backlog of ten thousand would be ten thousand lookups.
  const beingStarted = tx
    .select({ videoId: firstTasks.videoId })
    .from(firstTasks)
    .innerJoin(videos, eq(videos.id, firstTasks.videoId))
    .where(
      and(
        inArray(firstTasks.status, ['waiting', 'leased']),
        lte(firstTasks.priority, URGENT_PRIORITY),
        eq(videos.playable, false),
      ),
    );
  return or(lte(tasks.priority, URGENT_PRIORITY), notInArray(tasks.videoId, beingStarted));
}

/** Far longer than a worker that is free takes to ask; what a busy one costs the video otherwise. */
const KEPT_MS = 400;

/**
 * A video's first tasks are kept for a moment for the worker that probed it: it has begun the first of them already,
 * and holds those pieces of the source in memory.
 */
function isNotKept(tx: Transaction, workerId: string, now: Date) {
  const justProbed = tx
    .select({ videoId: firstTasks.videoId })
    .from(firstTasks)
    .where(
      and(
        eq(firstTasks.status, 'done'),
        gt(firstTasks.finishedAt, new Date(now.getTime() - KEPT_MS)),
        eq(firstTasks.kind, 'probe'),
        ne(firstTasks.workerId, workerId),
      ),
    );
  return notInArray(tasks.videoId, justProbed);
}

/** Names the first task in the queue, whoever may take it; null when none waits. */
export async function headOfQueue(db: Database): Promise<string | null> {
  const [head] = await db
    .select({ id: tasks.id })
    .from(tasks)
    .where(eq(tasks.status, 'waiting'))
    .orderBy(asc(tasks.priority), asc(tasks.createdAt))
    .limit(1);
  return head?.id ?? null;
}

/**
 * Locks the task to be lent next: the most urgent; among equals that of the person who has waited longest for
 * a worker, so that one person's 200 uploads do not keep the next person waiting; then the oldest, from its beginning on.
 */
export async function lockNext(
  tx: Transaction,
  { workerId, maxPriority, capacities }: Taker,
  now: Date,
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
        isNotHeld(tx),
        isNotKept(tx, workerId, now),
      ),
    )
    // NULL sorts first: who was never served comes before all others. The tasks of a plan are of one moment.
    .orderBy(
      asc(tasks.priority),
      asc(ownerTurns.servedAt),
      asc(tasks.createdAt),
      asc(tasks.firstSegment),
      asc(tasks.id),
    )
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
