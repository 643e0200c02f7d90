import { and, eq, inArray } from 'drizzle-orm';
import type { MediaErrorCode } from '#lib/domain/media-error.ts';
import { videoTransitions } from '#lib/domain/video-status.ts';
import { affectedRows, type Transaction } from '../db/client.ts';
import { tasks } from '../db/schema/tasks.ts';
import { videos } from '../db/schema/videos.ts';
import { recordVideoChange } from '../outbox/record-change.ts';
import type { Clock } from '../ports/clock.ts';

/** Ends a video as `failed` with its reason and stops its other tasks. Nothing happens to one that has ended. */
export async function failVideo(
  tx: Transaction,
  clock: Clock,
  videoId: string,
  reason: { readonly code: MediaErrorCode; readonly stage: string },
): Promise<void> {
  await tx
    .update(tasks)
    .set({ status: 'cancelled', leaseUntil: null, workerId: null })
    .where(and(eq(tasks.videoId, videoId), inArray(tasks.status, ['waiting', 'leased'])));
  const failed = await tx
    .update(videos)
    .set({ status: 'failed', playable: false, errorCode: reason.code, errorStage: reason.stage })
    .where(and(eq(videos.id, videoId), inArray(videos.status, [...videoTransitions.sourcesOf('failed')])));
  if (affectedRows(failed) === 1) await recordVideoChange(tx, clock, videoId, 'video.failed');
}
