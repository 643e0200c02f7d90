import type { Transaction } from '../db/client.ts';
import { lockVideo, moveModeration } from './repository.ts';

/**
 * Lets a video that has just become ready be seen, by the site's policy, in the transaction that made it ready. What a
 * moderator decided while it was encoded stands.
 */
export async function admitReadyVideo(tx: Transaction, videoId: string): Promise<void> {
  const video = await lockVideo(tx, videoId);
  // Publish, then review: moderators find it among the new ones.
  if (video?.moderation === 'pending') await moveModeration(tx, videoId, 'approved');
}
