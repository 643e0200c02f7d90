import { AppError } from '#lib/domain/errors.ts';
import { isModerator } from '../accounts/policy.ts';
import type { MaybeViewer, Viewer } from '../accounts/viewer.ts';
import type { Executor } from '../db/client.ts';
import type { VideoRow } from '../db/schema/videos.ts';
import { canManage, canView, isOwner, noPass, type PassCheck } from './policy.ts';
import { findVideo, lockVideo } from './repository.ts';

/** The video, for whoever may see it. To everyone else it answers 404, never 403. */
export async function needVideo(
  db: Executor,
  viewer: MaybeViewer,
  videoId: string,
  hasPass: PassCheck = noPass,
): Promise<VideoRow> {
  return judge(await findVideo(db, videoId), viewer, hasPass);
}

/** The video, for its owner and for those who judge it: what went on inside is not for everybody who may watch. */
export async function needVideoInside(db: Executor, viewer: Viewer, videoId: string): Promise<VideoRow> {
  const video = await needVideo(db, viewer, videoId);
  if (!isOwner(viewer, video) && !isModerator(viewer)) throw new AppError('FORBIDDEN');
  return video;
}

/** The video, for whoever may change it. */
export async function needManagedVideo(db: Executor, viewer: Viewer, videoId: string): Promise<VideoRow> {
  return judgeManaged(await findVideo(db, videoId), viewer);
}

/** The same within a transaction, in which nobody else changes the video. */
export async function lockManagedVideo(tx: Executor, viewer: Viewer, videoId: string): Promise<VideoRow> {
  return judgeManaged(await lockVideo(tx, videoId), viewer);
}

function judge(video: VideoRow | undefined, viewer: MaybeViewer, hasPass = noPass): VideoRow {
  if (!video || !canView(viewer, video, hasPass(video))) throw new AppError('VIDEO_NOT_FOUND');
  return video;
}

function judgeManaged(found: VideoRow | undefined, viewer: Viewer): VideoRow {
  const video = judge(found, viewer);
  if (!canManage(viewer, video)) throw new AppError('FORBIDDEN');
  return video;
}
