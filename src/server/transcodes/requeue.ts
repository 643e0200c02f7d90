import { and, eq, lt, type SQL } from 'drizzle-orm';
import type { MediaErrorCode } from '#lib/domain/media-error.ts';
import { attemptCaps } from '#lib/domain/task-status.ts';
import type { WorkerEnd } from '#lib/domain/worker-end.ts';
import type { Database, Transaction } from '../db/client.ts';
import { type AttemptError, type TaskRow, tasks } from '../db/schema/tasks.ts';
import type { Clock } from '../ports/clock.ts';
import { encodeInstead } from './encode-instead.ts';
import { failVideo } from './video-failure.ts';

export type EndCause = 'media' | 'ffmpeg' | 'interrupted' | 'out-of-memory';

/** What is kept of an attempt that ended badly. */
export interface BadEnd {
  readonly code: MediaErrorCode;
  readonly cause: EndCause;
  readonly detail: string;
}

/** What became of a task whose attempt ended badly; `encoded-instead`: a copied rung is encoded after all. */
export interface AttemptEnd {
  readonly cause: EndCause;
  readonly code: MediaErrorCode;
  readonly outcome: 'requeued' | 'failed' | 'encoded-instead';
}

const lostLease: BadEnd = { code: 'WORKERS_LOST', cause: 'interrupted', detail: 'the worker was lost' };

/** What a worker's end means for the attempts that it held. */
function badEndOf({ cause, detail }: WorkerEnd): BadEnd {
  if (cause === 'out-of-memory') return { code: 'OUT_OF_MEMORY', cause, detail };
  if (cause === 'left') return { ...lostLease, detail: 'the worker gave it back' };
  return { ...lostLease, detail: `the worker was lost (${cause}): ${detail}` };
}

function countsAfter(task: TaskRow, cause: EndCause) {
  return {
    ffmpegErrors: task.ffmpegErrors + (cause === 'ffmpeg' ? 1 : 0),
    lostLeases: task.lostLeases + (cause === 'interrupted' ? 1 : 0),
    outOfMemory: task.outOfMemory + (cause === 'out-of-memory' ? 1 : 0),
  };
}

function isSpent(counts: ReturnType<typeof countsAfter>, cause: EndCause): boolean {
  // The media itself is at fault: the same bytes would fail the same way.
  if (cause === 'media') return true;
  return (
    counts.ffmpegErrors >= attemptCaps.ffmpegErrors ||
    counts.lostLeases >= attemptCaps.lostLeases ||
    counts.outOfMemory >= attemptCaps.outOfMemory
  );
}

/**
 * Ends the current attempt of a leased task badly: back to the queue, or, when it has had enough attempts
 * of this cause, the task and its video fail. The caller holds the row's lock and has checked the epoch.
 */
export async function endAttempt(
  tx: Transaction,
  clock: Clock,
  task: TaskRow,
  end: BadEnd,
): Promise<AttemptEnd> {
  const { cause, code } = end;
  if (cause === 'ffmpeg' && (await encodeInstead(tx, task)))
    return { cause, code, outcome: 'encoded-instead' };
  const error: AttemptError = { epoch: task.epoch, ...end, at: clock.now().toISOString() };
  const counts = countsAfter(task, cause);
  const spent = isSpent(counts, cause);
  await tx
    .update(tasks)
    .set({
      ...counts,
      status: spent ? 'failed' : 'waiting',
      errorCode: code,
      errors: [...task.errors, error],
      workerId: null,
      leaseUntil: null,
    })
    .where(and(eq(tasks.id, task.id), eq(tasks.status, 'leased'), eq(tasks.epoch, task.epoch)));
  if (!spent) return { cause, code, outcome: 'requeued' };
  await failVideo(tx, clock, task.videoId, { code, stage: stageOf(task) });
  return { cause, code, outcome: 'failed' };
}

/** Where a video stopped whose task failed, in at most 40 characters. */
export function stageOf(task: TaskRow): string {
  switch (task.kind) {
    case 'probe':
      return 'analyzing';
    case 'encode':
      return `encoding-${task.rungs}`.slice(0, 40);
    case 'verify':
      return 'verifying';
    default:
      return task.kind;
  }
}

/** One turn looks at so many: a transaction over thousands would hold their locks for too long. */
const MOST_AT_ONCE = 500;

async function requeueWhere(
  tx: Transaction,
  clock: Clock,
  condition: SQL | undefined,
  end: BadEnd,
): Promise<readonly AttemptEnd[]> {
  const lost = await tx
    .select()
    .from(tasks)
    .where(and(eq(tasks.status, 'leased'), condition))
    .limit(MOST_AT_ONCE)
    .for('update', { skipLocked: true });
  const ends: AttemptEnd[] = [];
  for (const task of lost) ends.push(await endAttempt(tx, clock, task, end));
  return ends;
}

/** Gives back what a worker held that is known to be gone. */
export async function requeueTasksOf(
  tx: Transaction,
  clock: Clock,
  workerId: string,
  end: WorkerEnd,
): Promise<number> {
  return (await requeueWhere(tx, clock, eq(tasks.workerId, workerId), badEndOf(end))).length;
}

/**
 * Gives back what nobody has renewed in time. Answers how many tasks that were.
 * @param tell called for each of them, once that is committed
 */
export async function requeueExpired(
  db: Database,
  clock: Clock,
  tell: (end: AttemptEnd) => void = () => undefined,
): Promise<number> {
  const ends = await db.transaction((tx) =>
    requeueWhere(tx, clock, lt(tasks.leaseUntil, clock.now()), lostLease),
  );
  for (const end of ends) tell(end);
  return ends.length;
}
