import { isTakedown } from '#lib/domain/moderation.ts';
import { isAdmin, isModerator } from '../accounts/policy.ts';
import type { MaybeViewer } from '../accounts/viewer.ts';
import type { VideoRow } from '../db/schema/videos.ts';

export type Judged = Pick<
  VideoRow,
  'ownerId' | 'ownerBanned' | 'status' | 'visibility' | 'moderation' | 'playable' | 'passwordHash'
>;

/** Whether the caller has given the password of this protected video lately. */
export type PassCheck = (video: VideoRow) => boolean;
export const noPass: PassCheck = () => false;

export function isOwner(viewer: MaybeViewer, video: Pick<VideoRow, 'ownerId'>): boolean {
  return viewer?.userId === video.ownerId;
}

/** Nothing but a password can keep strangers from it: it is ready, approved, not private, and its owner in good standing. */
function isPublished(video: Judged): boolean {
  return (
    !video.ownerBanned &&
    video.status === 'ready' &&
    video.moderation === 'approved' &&
    video.visibility !== 'private'
  );
}

/** Strangers need a password besides the link. What is public has none, and what is private has no strangers. */
function isProtected(video: Pick<Judged, 'visibility' | 'passwordHash'>): boolean {
  return video.visibility === 'unlisted' && video.passwordHash !== null;
}

export function isOpenToStrangers(video: Judged): boolean {
  return isPublished(video) && !isProtected(video);
}

/** To who has given its password. */
export function isOpenByPassword(video: Judged): boolean {
  return isPublished(video) && isProtected(video);
}

/** By a decision about it, or with the ban of its owner: nobody plays it but those who judge it. */
export function isTakenDown(video: Pick<Judged, 'ownerBanned' | 'moderation'>): boolean {
  return video.ownerBanned || isTakedown(video.moderation);
}

/**
 * As whom somebody may play a video: a stranger, one who gave its password, its owner, or one who judges it. Null: not at all.
 * @param hasPass whether they have given its password
 */
export function audienceOf(
  viewer: MaybeViewer,
  video: Judged,
  hasPass = false,
): 'open' | 'unlocked' | 'inside' | 'review' | null {
  if (!canView(viewer, video, hasPass)) return null;
  if (isTakenDown(video)) return isModerator(viewer) ? 'review' : null;
  if (isOpenToStrangers(video)) return 'open';
  if (isOwner(viewer, video)) return 'inside';
  return isModerator(viewer) ? 'review' : 'unlocked';
}

/** Who may know that a video exists. To everyone else it answers 404, never 403. */
export function canView(viewer: MaybeViewer, video: Judged, hasPass = false): boolean {
  if (video.status === 'deleted') return false;
  if (isOwner(viewer, video) || isModerator(viewer) || isOpenToStrangers(video)) return true;
  return hasPass && isOpenByPassword(video);
}

/** Who may change, retry, cancel or delete it. */
export function canManage(viewer: MaybeViewer, video: Judged): boolean {
  return video.status !== 'deleted' && (isOwner(viewer, video) || isAdmin(viewer));
}
