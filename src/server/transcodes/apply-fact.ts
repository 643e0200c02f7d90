import { and, eq, lt, lte } from 'drizzle-orm';
import { isPlayable } from '#lib/domain/early-presentation.ts';
import type { EventData, EventMessage } from '#lib/domain/events.ts';
import { INIT_SEGMENT, initKey, segmentKey } from '#lib/domain/object-keys.ts';
import { affectedRows, type Database, type Transaction } from '../db/client.ts';
import { bindings } from '../db/schema/bindings.ts';
import { type TaskRow, tasks } from '../db/schema/tasks.ts';
import { videos } from '../db/schema/videos.ts';
import { recordVideoChange } from '../outbox/record-change.ts';
import type { Clock } from '../ports/clock.ts';
import { applyResult } from './apply-result.ts';
import type { FactEffect } from './fact-effect.ts';
import { defaultPlanPolicy, type PlanPolicy } from './plan-policy.ts';
import { endAttempt } from './requeue.ts';
import { releaseStills } from './stills-release.ts';
import { requestVerification } from './verification.ts';

interface Attempt {
  readonly videoId: string;
  readonly taskId: string;
  readonly epoch: number;
}

/** The task, locked, if this attempt at it is still the current one. A fact of any other attempt is void. */
async function lockAttempt(tx: Transaction, attempt: Attempt): Promise<TaskRow | undefined> {
  const [task] = await tx
    .select()
    .from(tasks)
    .where(
      and(
        eq(tasks.id, attempt.taskId),
        // A worker speaks for the video of its task and for no other.
        eq(tasks.videoId, attempt.videoId),
        eq(tasks.epoch, attempt.epoch),
        eq(tasks.status, 'leased'),
      ),
    )
    .for('update');
  return task;
}

/** Ties the segment to its object. The first binding stands for ever. */
async function bind(
  tx: Transaction,
  clock: Clock,
  fact: EventData<'task.segment-bound'>,
): Promise<readonly FactEffect[]> {
  const { videoId, track, number } = fact;
  const place =
    number === INIT_SEGMENT
      ? initKey(videoId, track, fact.sha256)
      : segmentKey(videoId, track, number, fact.epoch);
  // An object of another place, rung or video: left unbound, so that `verify` misses it.
  if (fact.key !== place) return [];
  const task = await lockAttempt(tx, fact);
  if (!task) return [];
  const inserted = await tx
    .insert(bindings)
    .ignore()
    .values({
      videoId,
      track,
      number,
      objectKey: fact.key,
      epoch: fact.epoch,
      sizeBytes: fact.sizeBytes,
      sha256: fact.sha256,
      durationTicks: fact.durationTicks,
      codecs: fact.init?.codecs ?? null,
      timescale: fact.init?.timescale ?? null,
      boundAt: clock.now(),
    });
  if (affectedRows(inserted) === 1) {
    const watchable = number <= 0 ? await markPlayable(tx, clock, videoId) : [];
    if (number === INIT_SEGMENT) return watchable;
    return [{ what: 'segment-bound', track, sizeBytes: fact.sizeBytes }, ...watchable];
  }
  if (number !== INIT_SEGMENT) return [];
  const [bound] = await tx
    .select({ objectKey: bindings.objectKey })
    .from(bindings)
    .where(and(eq(bindings.videoId, videoId), eq(bindings.track, track), eq(bindings.number, INIT_SEGMENT)));
  // Inits are named by content: another key means chunks that no player could join.
  if (!bound || bound.objectKey === fact.key) return [];
  const detail = `init of ${track} differs from the bound one`;
  const ended = await endAttempt(tx, clock, task, { code: 'TRANSCODE_FAILED', cause: 'ffmpeg', detail });
  return [{ what: 'attempt-ended', ...ended }];
}

/** Once the first picture and its sound are there, the video plays: long before it is ready. */
async function markPlayable(tx: Transaction, clock: Clock, videoId: string): Promise<readonly FactEffect[]> {
  const [video] = await tx
    .select({ plan: videos.plan, uploadedAt: videos.uploadedAt })
    .from(videos)
    .where(and(eq(videos.id, videoId), eq(videos.status, 'processing'), eq(videos.playable, false)));
  if (!video?.plan) return [];
  const first = await tx
    .select({ track: bindings.track, number: bindings.number })
    .from(bindings)
    .where(and(eq(bindings.videoId, videoId), lte(bindings.number, 0)));
  const names = new Set(first.map(({ track, number }) => `${track}/${number}`));
  if (!isPlayable(video.plan, (track, number) => names.has(`${track}/${number}`))) return [];
  await tx.update(videos).set({ playable: true }).where(eq(videos.id, videoId));
  await recordVideoChange(tx, clock, videoId, 'video.playable');
  return video.uploadedAt ? [{ what: 'watchable', seconds: secondsSince(clock, video.uploadedAt) }] : [];
}

const secondsSince = (clock: Clock, since: Date): number => (clock.now().getTime() - since.getTime()) / 1000;

async function succeed(
  tx: Transaction,
  clock: Clock,
  fact: EventData<'task.succeeded'>,
  policy: PlanPolicy,
): Promise<readonly FactEffect[]> {
  const task = await lockAttempt(tx, fact);
  // The result of another kind of task speaks of what this one has not done.
  if (!task || task.kind !== fact.result.kind) return [];
  await tx
    .update(tasks)
    .set({
      status: 'done',
      progress: 1,
      cpuSeconds: task.cpuSeconds + fact.cpuSeconds,
      finishedAt: clock.now(),
      leaseUntil: null,
    })
    .where(eq(tasks.id, task.id));
  await applyResult(tx, clock, task, fact.result, policy);
  if (task.kind === 'encode') await releaseStills(tx, clock, task);
  // First, because it locks the video: of two last tasks that end at once, the second then sees the first.
  await recordVideoChange(tx, clock, task.videoId);
  // A retried video has its first segments from before: no binding of theirs comes again.
  const watchable = await markPlayable(tx, clock, task.videoId);
  if (task.kind !== 'verify') await requestVerification(tx, clock, task);
  const seconds = secondsSince(clock, task.leasedAt ?? task.createdAt);
  return [{ what: 'task-done', kind: task.kind, seconds, cpuSeconds: fact.cpuSeconds }, ...watchable];
}

async function fail(
  tx: Transaction,
  clock: Clock,
  fact: EventData<'task.failed'>,
): Promise<readonly FactEffect[]> {
  const task = await lockAttempt(tx, fact);
  if (!task) return [];
  const ended = await endAttempt(tx, clock, task, fact);
  await recordVideoChange(tx, clock, task.videoId);
  return [{ what: 'attempt-ended', ...ended }];
}

/**
 * Applies a fact of a worker, if it is of the current attempt. Runs inside the inbox's transaction.
 * @returns what it changed, if anything: for whoever counts
 */
export async function applyFact(
  tx: Transaction,
  clock: Clock,
  event: EventMessage,
  policy: PlanPolicy = defaultPlanPolicy,
): Promise<readonly FactEffect[]> {
  switch (event.type) {
    case 'task.segment-bound':
      return bind(tx, clock, event.data);
    case 'task.succeeded':
      return succeed(tx, clock, event.data, policy);
    case 'task.failed':
      return fail(tx, clock, event.data);
    case 'task.progress':
    case 'video.uploaded':
    case 'video.changed':
      return [];
  }
}

/** Progress bypasses inbox and outbox: the next one supersedes it. Answers whether it counted. */
export async function applyProgress(db: Database, fact: EventData<'task.progress'>): Promise<boolean> {
  const moved = await db
    .update(tasks)
    .set({ progress: fact.fraction })
    .where(
      and(
        eq(tasks.id, fact.taskId),
        eq(tasks.epoch, fact.epoch),
        eq(tasks.status, 'leased'),
        lt(tasks.progress, fact.fraction),
      ),
    );
  return affectedRows(moved) === 1;
}
