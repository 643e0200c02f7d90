import { isAdmin, isModerator } from '../accounts/policy.ts';
import type { MaybeViewer } from '../accounts/viewer.ts';
import type { VideoRow } from '../db/schema/videos.ts';

type Judged = Pick<VideoRow, 'ownerId' | 'ownerBanned' | 'status' | 'visibility' | 'moderation' | 'playable'>;

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

/** Who may know that a video exists. To everyone else it answers 404, never 403. */
export function canView(viewer: MaybeViewer, video: Judged): boolean {
  if (video.status === 'deleted') return false;
  return isOwner(viewer, video) || isModerator(viewer) || isOpenToStrangers(video);
}

/** Who may change, retry, cancel or delete it. */
export function canManage(viewer: MaybeViewer, video: Judged): boolean {
  return video.status !== 'deleted' && (isOwner(viewer, video) || isAdmin(viewer));
}
