import { judgeArrival } from '#lib/domain/site-policy.ts';
import type { Transaction } from '../db/client.ts';
import type { Clock } from '../ports/clock.ts';
import { isKnownContent } from './content-marks.ts';
import { readSitePolicy } from './policy-repository.ts';
import { findPublisher, lockVideo, moveModeration } from './repository.ts';

/**
 * Lets a video that has just become ready be seen, or holds it for a moderator, by the site's policy and in the
 * transaction that made it ready. What a moderator decided while it was encoded stands.
 */
export async function admitReadyVideo(tx: Transaction, clock: Clock, videoId: string): Promise<void> {
  const video = await lockVideo(tx, videoId);
  if (video?.moderation !== 'pending') return;
  const owner = await findPublisher(tx, video.ownerId);
  const holds = judgeArrival(await readSitePolicy(tx), {
    owner: {
      isModerator: owner !== undefined && owner.role !== 'user',
      isTrusted: Boolean(owner?.trustedAt),
      isLimited: Boolean(owner?.limitedAt),
      ageMs: clock.now().getTime() - (owner?.createdAt.getTime() ?? 0),
    },
    text: [video.title, video.description, ...(video.tags ?? [])].join('\n'),
    isKnown: await isKnownContent(tx, video),
  });
  if (holds.length === 0) await moveModeration(tx, videoId, 'approved', { heldFor: null });
  else await moveModeration(tx, videoId, 'pending', { heldFor: holds });
}
