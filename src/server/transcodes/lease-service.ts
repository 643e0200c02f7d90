import { and, eq, gte, inArray } from 'drizzle-orm';
import { leasableBy, type WorkerCapacity } from '#lib/domain/capacity.ts';
import { AUDIO_TRACK, sourceKey } from '#lib/domain/object-keys.ts';
import { type Plan, URGENT_PRIORITY } from '#lib/domain/plan.ts';
import { chooseProfile } from '#lib/domain/profile-policy.ts';
import type { BoundTrack, LeasedTask } from '#lib/domain/worker-protocol.ts';
import { affectedRows, type Database, type Transaction } from '../db/client.ts';
import { retryDeadlock } from '../db/retry-deadlock.ts';
import { type BindingRow, bindings } from '../db/schema/bindings.ts';
import { type TaskRow, tasks } from '../db/schema/tasks.ts';
import { type VideoRow, videos } from '../db/schema/videos.ts';
import { recordVideoChange } from '../outbox/record-change.ts';
import type { Clock } from '../ports/clock.ts';
import { describePicture, describeStoryboard } from './describe-stills.ts';
import { lockNext, noteTurn } from './next-task.ts';

export interface LeaseServiceParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly buckets: { readonly source: string; readonly media: string };
  readonly leaseSeconds: number;
  /** Interruptible workers exist. */
  readonly hasSpot?: boolean;
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
  const leaseEnd = () => new Date(clock.now().getTime() + leaseSeconds * 1000);

  /** The next task that nobody else is taking at this moment, under a new epoch. */
  async function takeNext(
    tx: Transaction,
    { workerId, maxPriority = null, capacity = 'local' }: LeaseWish,
  ): Promise<TaskRow | undefined> {
    const task = await lockNext(tx, maxPriority, leasableBy[capacity]);
    if (!task) return undefined;
    const now = clock.now();
    const leased = {
      status: 'leased',
      epoch: task.epoch + 1,
      workerId,
      leaseUntil: leaseEnd(),
      leasedAt: now,
    } as const;
    await tx.update(tasks).set(leased).where(eq(tasks.id, task.id));
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

  async function lend(tx: Transaction, wish: LeaseWish): Promise<LeasedTask | null> {
    const row = await takeNext(tx, wish);
    if (!row) return null;
    await markStarted(tx, row.videoId);
    const [video] = await tx.select().from(videos).where(eq(videos.id, row.videoId));
    return video ? describeTask(tx, row, video, parts) : null;
  }

  return {
    /** Lends the next task; null when none waits. */
    async lease(wish: LeaseWish): Promise<{ task: LeasedTask | null; leaseSeconds: number }> {
      const task = await retryDeadlock(() => db.transaction((tx) => lend(tx, wish)));
      return { task, leaseSeconds };
    },

    /**
     * Prolongs a lease. Zero rows changed means that the task was cancelled, finished, or lent to another: stop.
     * `isUrgent` may have become true meanwhile: a viewer waits for it.
     */
    async renew(
      workerId: string,
      taskId: string,
      epoch: number,
    ): Promise<{ cancel: boolean; isUrgent: boolean }> {
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
      const [task] = await db.select({ priority: tasks.priority }).from(tasks).where(eq(tasks.id, taskId));
      return { cancel: affectedRows(renewed) === 0, isUrgent: isUrgent(task?.priority) };
    },
  };
}

function isUrgent(priority: number | undefined): boolean {
  return priority !== undefined && priority <= URGENT_PRIORITY;
}

async function findBound(tx: Transaction, task: TaskRow) {
  const tracks = task.kind === 'audio' ? [AUDIO_TRACK] : task.rungs.split(',');
  const ofTask = and(inArray(bindings.track, tracks), gte(bindings.number, 0));
  return tx
    .select()
    .from(bindings)
    .where(and(eq(bindings.videoId, task.videoId), task.kind === 'verify' ? undefined : ofTask));
}

/** A worker learns the source's place and pinned ETag, the plan, and what counts already: nothing of people. */
async function describeTask(
  tx: Transaction,
  task: TaskRow,
  video: VideoRow,
  { buckets, hasSpot = false }: Pick<LeaseServiceParts, 'buckets' | 'hasSpot'>,
): Promise<LeasedTask> {
  const head = {
    taskId: task.id,
    videoId: video.id,
    epoch: task.epoch,
    source: {
      bucket: buckets.source,
      key: sourceKey(video.id),
      etag: video.sourceEtag ?? '',
      sizeBytes: video.sizeBytes,
    },
    mediaBucket: buckets.media,
    isUrgent: isUrgent(task.priority),
  };
  if (task.kind === 'probe') {
    const { name } = chooseProfile(video.id, video.sizeBytes, { hasSpot, spotLargestRung: null });
    return { ...head, kind: 'probe', profile: name };
  }
  const { plan, facts } = video;
  if (!plan || !facts) throw new Error(`video ${video.id} has tasks but no plan`);
  const planned = {
    ...head,
    plan: { grid: plan.grid, rungs: plan.rungs, audio: plan.audio, content: plan.content },
    facts,
  };
  const bound = await findBound(tx, task);
  const numbersOf = (track: string) => bound.filter((row) => row.track === track).map((row) => row.number);
  switch (task.kind) {
    case 'encode': {
      const rungs = task.rungs.split(',');
      const { firstSegment, segmentCount } = task;
      const counted = Object.fromEntries(rungs.map((rung) => [rung, numbersOf(rung)]));
      return { ...planned, kind: 'encode', rungs, firstSegment, segmentCount, bound: counted };
    }
    case 'audio':
      return { ...planned, kind: 'audio', bound: numbersOf(AUDIO_TRACK) };
    case 'content':
      return { ...planned, kind: 'content' };
    case 'stills':
      return { ...planned, kind: 'stills', storyboard: await describeStoryboard(tx, video.id, plan) };
    case 'thumbnail':
      return { ...head, kind: 'thumbnail', picture: await describePicture(tx, video, plan, buckets.source) };
    case 'verify':
      return { ...planned, kind: 'verify', tracks: joinTracks(plan, video.audioSegmentCount, bound) };
  }
}

/** Every planned track with all that is bound of it. */
function joinTracks(plan: Plan, audioSegmentCount: number, bound: readonly BindingRow[]): BoundTrack[] {
  const counts = plan.rungs.map(({ name }) => ({ track: name, segmentCount: plan.grid.segmentCount }));
  if (plan.audio) counts.push({ track: AUDIO_TRACK, segmentCount: audioSegmentCount });
  const rowsOf = Map.groupBy(bound, ({ track }) => track);
  return counts.map(({ track, segmentCount }) => ({
    track,
    segmentCount,
    objects: (rowsOf.get(track) ?? []).map(({ number, objectKey, sizeBytes, sha256, durationTicks }) => {
      return { number, key: objectKey, sizeBytes, sha256, durationTicks };
    }),
  }));
}
