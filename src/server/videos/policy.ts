import { isTakedown } from '#lib/domain/moderation.ts';
import { isAdmin, isModerator } from '../accounts/policy.ts';
import type { MaybeViewer } from '../accounts/viewer.ts';
import type { VideoRow } from '../db/schema/videos.ts';

export type Judged = Pick<
  VideoRow,
  'ownerId' | 'ownerBanned' | 'status' | 'visibility' | 'moderation' | 'playable'
>;

export function isOwner(viewer: MaybeViewer, video: Pick<VideoRow, 'ownerId'>): boolean {
  return viewer?.userId === video.ownerId;
}

/** Strangers meet a video only when it is ready, approved and not private, and its owner is in good standing. */
export function isOpenToStrangers(video: Judged): boolean {
  return (
    !video.ownerBanned &&
    video.status === 'ready' &&
    video.moderation === 'approved' &&
    video.visibility !== 'private'
  );
}

/** By a decision about it, or with the ban of its owner: nobody plays it but those who judge it. */
export function isTakenDown(video: Pick<Judged, 'ownerBanned' | 'moderation'>): boolean {
  return video.ownerBanned || isTakedown(video.moderation);
}

/** As whom somebody may play a video: a stranger, its owner, or one who judges it. Null: not at all. */
export function audienceOf(viewer: MaybeViewer, video: Judged): 'open' | 'inside' | 'review' | null {
  if (!canView(viewer, video)) return null;
  if (isTakenDown(video)) return isModerator(viewer) ? 'review' : null;
  if (isOpenToStrangers(video)) return 'open';
  return isOwner(viewer, video) ? 'inside' : 'review';
}

/** Who may know that a video exists. To everyone else it answers 404, never 403. */
export function canView(viewer: MaybeViewer, video: Judged): boolean {
  if (video.status === 'deleted') return false;
  return isOwner(viewer, video) || isModerator(viewer) || isOpenToStrangers(video);
}

/** Who may change, retry, cancel or delete it. */
export function canManage(viewer: MaybeViewer, video: Judged): boolean {
  return video.status !== 'deleted' && (isOwner(viewer, video) || isAdmin(viewer));
}
