import { eq } from 'drizzle-orm';
import type { Transaction } from '../db/client.ts';
import { videoTexts } from '../db/schema/video-texts.ts';
import { recordVideoChange } from '../outbox/record-change.ts';
import type { Clock } from '../ports/clock.ts';
import { cancelTasks, closeUpload, moveVideo } from './repository.ts';

/**
 * The row goes at once, so nothing plays any more; files that are `removing` follow.
 * @returns false when it was deleted before
 */
export async function markDeleted(
  tx: Transaction,
  clock: Clock,
  videoId: string,
  deletedFiles: 'removing' | 'kept',
): Promise<boolean> {
  await cancelTasks(tx, videoId);
  await closeUpload(tx, videoId);
  const end = { deletedAt: clock.now(), playable: false, deletedFiles };
  if (!(await moveVideo(tx, videoId, 'deleted', end))) return false;
  await tx.delete(videoTexts).where(eq(videoTexts.videoId, videoId));
  await recordVideoChange(tx, clock, videoId, 'video.deleted');
  return true;
}
