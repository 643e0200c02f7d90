import { and, eq, gte, inArray } from 'drizzle-orm';
import { lowestRung } from '#lib/domain/lowest-rung.ts';
import { INIT_SEGMENT } from '#lib/domain/object-keys.ts';
import type { Plan } from '#lib/domain/plan.ts';
import { planStoryboard } from '#lib/domain/storyboard.ts';
import { frameAt } from '#lib/domain/thumbnail-choice.ts';
import type { LeasedTaskOf } from '#lib/domain/worker-protocol.ts';
import type { Transaction } from '../db/client.ts';
import { bindings } from '../db/schema/bindings.ts';
import type { VideoRow } from '../db/schema/videos.ts';

/** Keys of one track's objects by segment number. */
async function findKeys(tx: Transaction, videoId: string, track: string, numbers?: readonly number[]) {
  const rows = await tx
    .select({ number: bindings.number, key: bindings.objectKey })
    .from(bindings)
    .where(
      and(
        eq(bindings.videoId, videoId),
        eq(bindings.track, track),
        numbers ? inArray(bindings.number, [...numbers]) : gte(bindings.number, INIT_SEGMENT),
      ),
    );
  return new Map(rows.map(({ number, key }) => [number, key]));
}

/** What the storyboard is made of; null while the lowest rung is not whole. */
export async function describeStoryboard(
  tx: Transaction,
  videoId: string,
  plan: Plan,
): Promise<LeasedTaskOf<'stills'>['storyboard']> {
  const rung = lowestRung(plan);
  if (!rung) return null;
  const { layout, segments } = planStoryboard(plan.grid, rung);
  const keys = await findKeys(tx, videoId, rung.name);
  const initKey = keys.get(INIT_SEGMENT);
  const segmentKeys = segments.flatMap((number) => keys.get(number) ?? []);
  return initKey && segmentKeys.length === segments.length ? { layout, initKey, segmentKeys } : null;
}

/** Where the frame lies that is shown at a time, in the largest rung; null when no segment with it is bound. */
export async function findFrame(tx: Transaction, videoId: string, plan: Plan, seconds: number) {
  const { segment, frame } = frameAt(plan.grid, seconds);
  const keys = await findKeys(tx, videoId, plan.rungs[0]?.name ?? '', [INIT_SEGMENT, segment]);
  const initKey = keys.get(INIT_SEGMENT);
  const segmentKey = keys.get(segment);
  return initKey && segmentKey ? { initKey, segmentKey, frame } : null;
}

/**
 * What the owner's thumbnail is made of: a frame of the largest rung, or the picture they uploaded; null when no segment
 * with that frame is bound.
 */
export async function describePicture(
  tx: Transaction,
  video: VideoRow,
  plan: Plan,
  sourceBucket: string,
): Promise<LeasedTaskOf<'thumbnail'>['picture'] | null> {
  const request = video.thumbnailRequest;
  if (request?.from === 'upload') return { from: 'upload', bucket: sourceBucket, key: request.key };
  const found = await findFrame(tx, video.id, plan, request?.seconds ?? 0);
  return found && { from: 'frame', ...found };
}
