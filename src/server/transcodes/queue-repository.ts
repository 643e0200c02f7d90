import { and, count, desc, eq, gt, inArray, isNotNull, isNull, min, ne, sql } from 'drizzle-orm';
import type { Database, Executor } from '../db/client.ts';
import { duties } from '../db/schema/duties.ts';
import { ownerTurns } from '../db/schema/owner-turns.ts';
import { tasks } from '../db/schema/tasks.ts';
import { videos } from '../db/schema/videos.ts';
import { workers } from '../db/schema/workers.ts';

/** So many finished tasks tell how fast workers are now. */
const MEASURED = 80;

/** Waiting tasks, those of a video that are alike as one row: a queue of thousands stays a short answer. */
export async function findWaiting(db: Database) {
  const rows = await db
    .select({
      videoId: tasks.videoId,
      ownerId: tasks.ownerId,
      kind: tasks.kind,
      rungs: tasks.rungs,
      priority: tasks.priority,
      count: count(),
      weight: sql<number>`sum(${tasks.weight})`.mapWith(Number),
      createdAt: min(tasks.createdAt),
    })
    .from(tasks)
    .where(eq(tasks.status, 'waiting'))
    .groupBy(tasks.videoId, tasks.ownerId, tasks.kind, tasks.rungs, tasks.priority);
  return rows.map(({ createdAt, ...row }) => ({ ...row, createdAtMs: createdAt?.getTime() ?? 0 }));
}

export function findLeased(db: Database) {
  return db.select().from(tasks).where(eq(tasks.status, 'leased'));
}

export async function findTurns(db: Database, ownerIds: readonly string[]) {
  if (ownerIds.length === 0) return [];
  return db
    .select()
    .from(ownerTurns)
    .where(inArray(ownerTurns.ownerId, [...ownerIds]));
}

export function findAliveWorkers(db: Database) {
  return db
    .select({ status: workers.status, launcher: workers.launcher, launchedAt: workers.launchedAt })
    .from(workers)
    .where(inArray(workers.status, ['launched', 'active']));
}

/** Tasks that went through at once, the newest first: one that was resumed did less than it weighs. */
export async function findFinished(db: Executor) {
  const rows = await db
    .select({
      kind: tasks.kind,
      rungs: tasks.rungs,
      weight: tasks.weight,
      cpuSeconds: tasks.cpuSeconds,
      leasedAt: tasks.leasedAt,
      finishedAt: tasks.finishedAt,
    })
    .from(tasks)
    .where(and(eq(tasks.status, 'done'), isNotNull(tasks.finishedAt), eq(tasks.epoch, 1)))
    .orderBy(desc(tasks.finishedAt))
    .limit(MEASURED);
  return rows.map(({ leasedAt, finishedAt, ...row }) => ({
    ...row,
    seconds: leasedAt && finishedAt ? (finishedAt.getTime() - leasedAt.getTime()) / 1000 : 0,
  }));
}

/** Videos that are to be encoded and have no plan yet. */
export function findUnplanned(db: Database) {
  return db
    .select({
      videoId: videos.id,
      ownerId: videos.ownerId,
      sizeBytes: videos.sizeBytes,
      createdAt: videos.createdAt,
    })
    .from(videos)
    .where(and(inArray(videos.status, ['queued', 'processing']), isNull(videos.plan)));
}

/** Videos under way with a plan: what is planned of them, and how much of it has become tasks. */
export function findPlanned(db: Database) {
  return db
    .select({
      videoId: videos.id,
      ownerId: videos.ownerId,
      durationMs: videos.durationMs,
      plannedWeight: videos.plannedWeight,
      taskWeight: sql<number>`sum(${tasks.weight})`.mapWith(Number),
      /** Its second revision is still to come. */
      isUnrevised:
        sql<number>`max(${tasks.kind} = 'content' and ${tasks.status} in ('waiting', 'leased'))`.mapWith(
          Boolean,
        ),
      createdAt: min(tasks.createdAt),
    })
    .from(videos)
    .innerJoin(tasks, eq(tasks.videoId, videos.id))
    .where(and(eq(videos.status, 'processing'), gt(videos.plannedWeight, 0), ne(tasks.kind, 'probe')))
    .groupBy(videos.id, videos.ownerId, videos.durationMs, videos.plannedWeight);
}

/** Weight for each byte of source, of what was planned last; null when nothing was. */
export async function findWeightPerByte(db: Database): Promise<number | null> {
  const planned = await db
    .select({ weight: videos.plannedWeight, sizeBytes: videos.sizeBytes })
    .from(videos)
    .where(gt(videos.plannedWeight, 0))
    .orderBy(desc(videos.id))
    .limit(20);
  const bytes = planned.reduce((sum, row) => sum + row.sizeBytes, 0);
  return bytes > 0 ? planned.reduce((sum, row) => sum + (row.weight ?? 0), 0) / bytes : null;
}

/** Whether some orchestrator holds a duty now. */
export async function isHeld(db: Database, duty: string, now: Date): Promise<boolean> {
  const [held] = await db
    .select({ name: duties.name })
    .from(duties)
    .where(and(eq(duties.name, duty), gt(duties.heldUntil, now)));
  return held !== undefined;
}
