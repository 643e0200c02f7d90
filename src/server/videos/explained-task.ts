import { explainMediaError, type MediaErrorCode, mediaErrorCodes } from '#lib/domain/media-error.ts';
import { priceOf } from '#lib/domain/prices.ts';
import type { TaskStatus } from '#lib/domain/task-status.ts';
import type { TaskLeaseRow } from '../db/schema/task-leases.ts';
import type { AttemptError, TaskRow } from '../db/schema/tasks.ts';
import type { workers } from '../db/schema/workers.ts';

/** With what ran it; null once the worker's own row is pruned. */
export type KnownLease = Omit<TaskLeaseRow, 'videoId'> & {
  readonly capacity: (typeof workers.$inferSelect)['capacity'] | null;
};

/** How an attempt ended. `rejected`: done, and found wanting by `verify`. `stopped`: cancelled, or no longer wanted. */
type AttemptOutcome = 'running' | 'done' | 'failed' | 'lost' | 'rejected' | 'stopped';

export interface ExplainedAttempt {
  /** From 1, as people count. */
  readonly number: number;
  /** The end of its id: enough to tell one from another. Null of attempts before leases were written down. */
  readonly worker: string | null;
  readonly capacity: KnownLease['capacity'];
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly outcome: AttemptOutcome;
  readonly failure: ExplainedFailure | null;
}

export interface ExplainedFailure {
  readonly code: string;
  /** For its owner. What FFmpeg or the launcher said stays with the operators: it may hold paths and addresses. */
  readonly message: string;
}

export interface ExplainedTask {
  readonly id: string;
  readonly status: TaskStatus;
  readonly firstSegment: number;
  readonly segmentCount: number;
  readonly attempts: readonly ExplainedAttempt[];
  /** All attempts together; those whose end nobody saw are not in it. */
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  readonly expectedCpuSeconds: number;
  /** US dollars, of the metered CPU seconds. */
  readonly cost: number;
}

const WORKER_NAME_LENGTH = 6;

function failureOf(code: string): ExplainedFailure {
  const known = mediaErrorCodes.find((each): each is MediaErrorCode => each === code);
  return { code, message: known ? explainMediaError(known) : 'This attempt failed.' };
}

function outcomeOfError({ cause }: AttemptError): AttemptOutcome {
  if (cause === 'verify') return 'rejected';
  return cause === 'interrupted' ? 'lost' : 'failed';
}

/** Of the newest attempt the task's own row tells; an older one without an error was stopped. */
function outcomeOf(task: TaskRow, epoch: number): AttemptOutcome {
  if (epoch !== task.epoch) return 'stopped';
  if (task.status === 'done') return 'done';
  return task.status === 'leased' ? 'running' : 'stopped';
}

function explainAttempt(task: TaskRow, epoch: number, number: number, lease: KnownLease | undefined) {
  const error = task.errors.find((each) => each.epoch === epoch);
  const outcome = error ? outcomeOfError(error) : outcomeOf(task, epoch);
  // `verify` rejects long after the attempt itself ended; when that was is overwritten by the next one.
  const failedAt = error && outcome !== 'rejected' ? new Date(error.at) : null;
  return {
    number,
    worker: lease?.workerId.slice(-WORKER_NAME_LENGTH) ?? null,
    capacity: lease?.capacity ?? null,
    startedAt: lease?.leasedAt ?? (epoch === task.epoch ? task.leasedAt : null),
    endedAt: outcome === 'done' ? task.finishedAt : failedAt,
    outcome,
    failure: error ? failureOf(error.code) : null,
  };
}

function secondsOf({ startedAt, endedAt }: ExplainedAttempt): number {
  return startedAt && endedAt ? Math.max(0, endedAt.getTime() - startedAt.getTime()) / 1000 : 0;
}

/**
 * Puts together what is known of one task. Epochs are no count of attempts: they jump when a rung is begun anew.
 * @param leases of this task alone
 */
export function explainTask(task: TaskRow, leases: readonly KnownLease[]): ExplainedTask {
  const known = [...leases.map(({ epoch }) => epoch), ...task.errors.map(({ epoch }) => epoch)];
  // Of before leases were written down: the newest attempt has left its times in the row.
  if (task.leasedAt && task.status !== 'waiting') known.push(task.epoch);
  const epochs = [...new Set(known)].toSorted((a, b) => a - b);
  const attempts = epochs.map((epoch, index) =>
    explainAttempt(
      task,
      epoch,
      index + 1,
      leases.find((lease) => lease.epoch === epoch),
    ),
  );
  const { cpuSeconds } = task;
  const isSpot = task.capacity === 'spot';
  return {
    id: task.id,
    status: task.status,
    firstSegment: task.firstSegment,
    segmentCount: task.segmentCount,
    attempts,
    wallSeconds: attempts.reduce((sum, attempt) => sum + secondsOf(attempt), 0),
    cpuSeconds,
    expectedCpuSeconds: task.weight,
    cost: priceOf({
      onDemandCpuSeconds: isSpot ? 0 : cpuSeconds,
      spotCpuSeconds: isSpot ? cpuSeconds : 0,
      storedBytes: 0,
      objects: 0,
    }),
  };
}
