import { and, eq, gte, inArray } from 'drizzle-orm';
import { AUDIO_TRACK, sourceKey } from '#lib/domain/object-keys.ts';
import { type Plan, URGENT_PRIORITY } from '#lib/domain/plan.ts';
import { chooseProfile } from '#lib/domain/profile-policy.ts';
import type { BoundTrack, LeasedTask } from '#lib/domain/worker-protocol.ts';
import type { Transaction } from '../db/client.ts';
import { type BindingRow, bindings } from '../db/schema/bindings.ts';
import type { TaskRow } from '../db/schema/tasks.ts';
import { videos } from '../db/schema/videos.ts';
import { findStoredVolumes } from '../uploads/volumes.ts';
import { describePicture, describeStoryboard } from './describe-stills.ts';

/** What every task is described by, besides its own rows. */
export interface LeaseScene {
  readonly buckets: { readonly source: string; readonly media: string };
  /** Interruptible workers exist. */
  readonly hasSpot?: boolean;
}

/** A viewer waits for it, or a video for its first picture. */
function isUrgent(priority: number): boolean {
  return priority <= URGENT_PRIORITY;
}

async function findBound(tx: Transaction, task: TaskRow) {
  const tracks = task.kind === 'audio' ? [AUDIO_TRACK] : task.rungs.split(',');
  const ofTask = and(inArray(bindings.track, tracks), gte(bindings.number, 0));
  return tx
    .select()
    .from(bindings)
    .where(and(eq(bindings.videoId, task.videoId), task.kind === 'verify' ? undefined : ofTask));
}

/**
 * A worker learns the source's place and pinned ETag, the plan, and what counts already: nothing of people. Or what is
 * missing, without which no worker could do the task.
 */
export async function describeTask(
  tx: Transaction,
  task: TaskRow,
  { buckets, hasSpot = false }: LeaseScene,
): Promise<LeasedTask | { readonly lacks: string }> {
  const [video] = await tx.select().from(videos).where(eq(videos.id, task.videoId));
  if (!video) return { lacks: 'its video' };
  const volumes = await findStoredVolumes(tx, video.id);
  const head = {
    taskId: task.id,
    videoId: video.id,
    epoch: task.epoch,
    source: {
      bucket: buckets.source,
      key: sourceKey(video.id),
      etag: video.sourceEtag ?? '',
      sizeBytes: video.sizeBytes,
      ...(volumes.length > 0 && { volumes: [...volumes] }),
    },
    mediaBucket: buckets.media,
    isUrgent: isUrgent(task.priority),
  };
  if (task.kind === 'probe') {
    const { name } = chooseProfile(video.id, video.sizeBytes, { hasSpot, spotLargestRung: null });
    return { ...head, kind: 'probe', profile: name };
  }
  const { plan, facts } = video;
  if (!plan || !facts) return { lacks: 'the plan of its video' };
  const planned = {
    ...head,
    plan: { grid: plan.grid, rungs: plan.rungs, audio: plan.audio, content: plan.content },
    facts,
  };
  const bound = await findBound(tx, task);
  const wanted = task.wantedSegment === null ? {} : { wantedSegment: task.wantedSegment };
  const numbersOf = (track: string) => bound.filter((row) => row.track === track).map((row) => row.number);
  switch (task.kind) {
    case 'encode': {
      const rungs = task.rungs.split(',');
      const { firstSegment, segmentCount } = task;
      const counted = Object.fromEntries(rungs.map((rung) => [rung, numbersOf(rung)]));
      return { ...planned, kind: 'encode', rungs, firstSegment, segmentCount, bound: counted, ...wanted };
    }
    case 'audio':
      return { ...planned, kind: 'audio', bound: numbersOf(AUDIO_TRACK), ...wanted };
    case 'content':
      return { ...planned, kind: 'content' };
    case 'stills':
      return { ...planned, kind: 'stills', storyboard: await describeStoryboard(tx, video.id, plan) };
    case 'thumbnail': {
      const picture = await describePicture(tx, video, plan, buckets.source);
      return picture ? { ...head, kind: 'thumbnail', picture } : { lacks: 'the segment of its picture' };
    }
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
