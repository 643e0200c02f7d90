import { and, eq, inArray } from 'drizzle-orm';
import type { SegmentFault } from '#lib/domain/events.ts';
import { AUDIO_TRACK, INIT_SEGMENT } from '#lib/domain/object-keys.ts';
import { taskPriority } from '#lib/domain/plan.ts';
import { attemptCaps } from '#lib/domain/task-status.ts';
import { fixedWeight } from '#lib/domain/task-weight.ts';
import type { Transaction } from '../db/client.ts';
import { bindings } from '../db/schema/bindings.ts';
import { type AttemptError, type TaskRow, tasks } from '../db/schema/tasks.ts';
import { videos } from '../db/schema/videos.ts';
import type { Clock } from '../ports/clock.ts';
import { failVideo } from './video-failure.ts';

const MAX_DETAIL = 4_000;

/**
 * Once all else of a video is done, one `verify` task looks at the whole. Each round of it is a row of its own,
 * told apart by `first_segment`, so that the unique index ignores a second insert and no round is forgotten.
 * The caller has locked the video: of two last tasks that end at once, the second sees the first.
 */
export async function requestVerification(
  tx: Transaction,
  clock: Clock,
  { videoId, ownerId }: Pick<TaskRow, 'videoId' | 'ownerId'>,
): Promise<void> {
  const [video] = await tx
    .select({ status: videos.status, encodedAt: videos.encodedAt })
    .from(videos)
    .where(eq(videos.id, videoId));
  // A thumbnail may be chosen at any time.
  if (video?.status !== 'processing' || video.encodedAt) return;
  const all = await tx
    .select({ kind: tasks.kind, status: tasks.status })
    .from(tasks)
    .where(eq(tasks.videoId, videoId));
  if (all.some(({ status }) => status !== 'done')) return;
  await tx
    .insert(tasks)
    .ignore()
    .values({
      id: clock.newId(),
      videoId,
      ownerId,
      kind: 'verify',
      firstSegment: all.filter(({ kind }) => kind === 'verify').length,
      priority: taskPriority.verify,
      weight: fixedWeight.verify,
      errors: [],
      createdAt: clock.now(),
    });
}

/**
 * Without faults the video waits for the finalizer. With faults the tasks that made them make them anew, under a
 * new epoch and so under new keys; a task whose output was found wanting before fails the video.
 */
export async function applyVerification(
  tx: Transaction,
  clock: Clock,
  { videoId }: Pick<TaskRow, 'videoId'>,
  faults: readonly SegmentFault[],
): Promise<void> {
  if (faults.length === 0) {
    await tx
      .update(videos)
      .set({ encodedAt: clock.now() })
      .where(and(eq(videos.id, videoId), eq(videos.status, 'processing')));
    return;
  }
  const [video] = await tx.select({ status: videos.status }).from(videos).where(eq(videos.id, videoId));
  // What is published stays as it is.
  if (video?.status !== 'processing') return;
  const makers = await tx
    .select()
    .from(tasks)
    .where(and(eq(tasks.videoId, videoId), inArray(tasks.kind, ['encode', 'audio'])))
    .for('update');
  const faultsOf = Map.groupBy(faults, (fault) => makers.find((task) => hasMade(task, fault)));
  // A fault that no task can mend, or one that came back.
  let isHopeless = false;
  for (const [task, found] of faultsOf) {
    if (!task || task.redone >= attemptCaps.redone) isHopeless = true;
    // Also when the video fails: a retry by its owner is to make these anew.
    if (task) await redo(tx, clock, task, found);
  }
  if (isHopeless) await failVideo(tx, clock, videoId, { code: 'TRANSCODE_FAILED', stage: 'verifying' });
}

/** Of a track's init any task of the track; the first one will do. */
function hasMade(task: TaskRow, { track, number }: SegmentFault): boolean {
  if (task.kind === 'audio') return track === AUDIO_TRACK;
  if (!task.rungs.split(',').includes(track)) return false;
  if (number === INIT_SEGMENT) return true;
  return number >= task.firstSegment && number < task.firstSegment + task.segmentCount;
}

async function redo(
  tx: Transaction,
  clock: Clock,
  task: TaskRow,
  faults: readonly SegmentFault[],
): Promise<void> {
  for (const fault of faults) {
    const { track } = fault;
    const number = fault.number === INIT_SEGMENT ? segmentThatBringsInit(task) : fault.number;
    if (number === null) continue;
    await tx
      .delete(bindings)
      .where(and(eq(bindings.videoId, task.videoId), eq(bindings.track, track), eq(bindings.number, number)));
  }
  const detail = faults.map(({ track, number, reason }) => `${track}/${number}: ${reason}`).join('; ');
  const error: AttemptError = {
    epoch: task.epoch,
    code: 'TRANSCODE_FAILED',
    cause: 'verify',
    detail: detail.slice(0, MAX_DETAIL),
    at: clock.now().toISOString(),
  };
  await tx
    .update(tasks)
    .set({
      status: 'waiting',
      redone: task.redone + 1,
      progress: 0,
      finishedAt: null,
      errors: [...task.errors, error],
    })
    .where(and(eq(tasks.id, task.id), eq(tasks.status, 'done')));
}

/**
 * An init is stored anew beside any segment of its track; its binding stays, for its key names its content. The
 * sound is always encoded whole; of a chunk the last segment is the least to encode.
 */
function segmentThatBringsInit(task: TaskRow): number | null {
  return task.kind === 'audio' ? null : task.firstSegment + task.segmentCount - 1;
}
