import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type LeaseClient, SessionEnded } from './lease-client.ts';

/** Why a task was stopped from outside. */
export class LeaseEnded extends Error {
  constructor(why: 'cancelled' | 'lost') {
    super(`the lease was ${why}`);
    this.name = 'LeaseEnded';
  }
}

export interface HeldLease {
  readonly taskId: string;
  readonly epoch: number;
  readonly leaseSeconds: number;
  /** Somebody may begin to wait for another part of it at any moment. */
  readonly isWatched?: boolean;
  /** What somebody waited for when it was lent. */
  readonly wantedSegment?: number | undefined;
}

/** Soon enough that a cancelled FFmpeg stops within three seconds. */
const MAX_STEP_MS = 2_000;
/** A viewer who has jumped waits for it, in vain and then once more. */
const WATCHED_STEP_MS = 500;

export interface LeaseWatch {
  readonly client: LeaseClient;
  readonly log: Logger;
  readonly end: (reason: LeaseEnded) => void;
  /** Somebody has begun to wait for this task, or for another part of it. */
  readonly hurry: () => void;
  /** The segment of it that is waited for, told when it becomes another. */
  readonly want?: (number: number) => void;
}

/**
 * Renews a lease until `signal` aborts. Calls `end` when it was cancelled, or when web could not be
 * reached for so long that another worker may hold the task by now.
 */
export async function keepLease(parts: LeaseWatch, lease: HeldLease, signal: AbortSignal): Promise<void> {
  const leaseMs = lease.leaseSeconds * 1000;
  const stepMs = Math.min(lease.isWatched ? WATCHED_STEP_MS : MAX_STEP_MS, leaseMs / 3);
  let renewedAt = performance.now();
  let heard = lease.wantedSegment ?? null;
  while (!signal.aborted) {
    await delay(stepMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    const askedAt = performance.now();
    try {
      const held = { taskId: lease.taskId, epoch: lease.epoch };
      const { cancel, isUrgent, wantedSegment } = await parts.client.renew(held);
      if (cancel) return parts.end(new LeaseEnded('cancelled'));
      const isNew = wantedSegment !== heard;
      // Once for each wish: when it is fulfilled, the task knows.
      if (isUrgent && isNew) parts.hurry();
      if (wantedSegment !== null && isNew) parts.want?.(wantedSegment);
      heard = wantedSegment;
      renewedAt = askedAt;
    } catch (error) {
      parts.log.warn({ err: error, taskId: lease.taskId }, 'the lease could not be renewed');
      if (error instanceof SessionEnded || performance.now() - renewedAt > leaseMs)
        return parts.end(new LeaseEnded('lost'));
    }
  }
}
