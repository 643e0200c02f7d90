import { AppError } from '#lib/domain/errors.ts';
import { topics } from '#lib/domain/events.ts';
import { isInFlight, type VideoStatus, type Visibility } from '#lib/domain/video-status.ts';
import { isAdmin, isModerator } from '../accounts/policy.ts';
import type { MaybeViewer, Viewer } from '../accounts/viewer.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Database } from '../db/client.ts';
import type { VideoRow } from '../db/schema/videos.ts';
import type { MediaAccess } from '../delivery/media-access.ts';
import type { Log } from '../log.ts';
import { judgeEdit } from '../moderation/hold.ts';
import { appendToOutbox } from '../outbox/append.ts';
import { recordVideoChange } from '../outbox/record-change.ts';
import type { Clock } from '../ports/clock.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import { needManagedVideo, needVideo } from './access.ts';
import { removeVideoFiles } from './file-removal.ts';
import { markDeleted } from './mark-deleted.ts';
import { isOwner } from './policy.ts';
import {
  cancelTasks,
  findOwnerName,
  findRenditions,
  findTasks,
  findUpload,
  listVideos,
  lockVideo,
  moveVideo,
  restartTasks,
  reviveTasks,
  updateDetails,
} from './repository.ts';
import { composeUploadedEvent } from './uploaded-event.ts';
import { toVideoDto, type VideoDto } from './video-dto.ts';

export interface VideoServiceParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly store: ObjectStore;
  readonly log: Log;
  readonly media: MediaAccess;
  readonly buckets: { readonly source: string; readonly media: string };
  readonly launcherName: string;
}

export interface VideoListInput {
  readonly status?: VideoStatus | undefined;
  readonly mine?: boolean | undefined;
  readonly q?: string | undefined;
  readonly sort: 'createdAt' | 'filename' | 'duration' | 'views';
  readonly order: 'asc' | 'desc';
  readonly limit: number;
  readonly skip: number;
}

/** The catalog: what people do with videos that exist. */
export function createVideoService(parts: VideoServiceParts) {
  const { db, clock, buckets } = parts;

  const need = (viewer: MaybeViewer, videoId: string) => needVideo(db, viewer, videoId);
  const needManaged = (viewer: Viewer, videoId: string) => needManagedVideo(db, viewer, videoId);

  async function describe(viewer: MaybeViewer, video: VideoRow, ownerName: string): Promise<VideoDto> {
    const [renditions, tasks] = await Promise.all([findRenditions(db, [video.id]), findTasks(db, video.id)]);
    return toVideoDto(
      {
        video,
        ownerName,
        renditions,
        tasks,
      },
      {
        urls: parts.media.urlsFor(viewer, video),
        showKeys: isOwner(viewer, video) || isAdmin(viewer),
        launcher: parts.launcherName,
      },
    );
  }

  return {
    /** The public catalog, the same for everyone; `mine` shows all of one’s own. */
    async list(viewer: MaybeViewer, input: VideoListInput) {
      if (input.mine && !viewer) throw new AppError('UNAUTHORIZED');
      const { rows, total } = await listVideos(db, {
        status: input.status,
        ownerId: input.mine ? viewer?.userId : undefined,
        listedOnly: !input.mine,
        text: input.q,
        // Views are counted from issue 7 on; until a video has been seen, all are equal.
        sort: input.sort === 'views' ? 'createdAt' : input.sort,
        order: input.order,
        limit: input.limit,
        skip: input.skip,
      });
      const videos = await Promise.all(rows.map((row) => describe(viewer, row.video, row.ownerName)));
      return { videos, total, limit: input.limit, skip: input.skip };
    },

    async get(viewer: MaybeViewer, videoId: string): Promise<VideoDto> {
      const video = await need(viewer, videoId);
      return describe(viewer, video, await findOwnerName(db, video.ownerId));
    },

    async update(
      viewer: Viewer,
      videoId: string,
      details: {
        title?: string | undefined;
        description?: string | undefined;
        visibility?: Visibility | undefined;
      },
    ): Promise<VideoDto> {
      const { ownerId } = await needManaged(viewer, videoId);
      const given = Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined));
      await db.transaction(async (tx) => {
        if (Object.keys(given).length === 0) return;
        const before = await lockVideo(tx, videoId);
        await updateDetails(tx, videoId, given);
        if (before && !isModerator(viewer)) await judgeEdit(tx, clock, before, { ...before, ...given });
        await recordVideoChange(tx, clock, videoId);
      });
      return describe(viewer, await need(viewer, videoId), await findOwnerName(db, ownerId));
    },

    /**
     * The row goes at once, so nothing plays any more; then the files, as asked. The answer says what is gone
     * by now: the sweeper goes on with the rest.
     */
    async remove(viewer: Viewer, videoId: string, deleteFiles: boolean) {
      await needManaged(viewer, videoId);
      const deletedFiles = deleteFiles ? 'removing' : 'kept';
      const wasFirst = await db.transaction(async (tx) => {
        if (!(await markDeleted(tx, clock, videoId, deletedFiles))) return false;
        const subject = { type: 'video', id: videoId } as const;
        const actorId = viewer.userId;
        await recordAudit(tx, clock, { actorId, action: 'video.deleted', subject, address: null });
        return true;
      });
      // Two at a time: what the first one asked for is what happens.
      if (!wasFirst) throw new AppError('VIDEO_NOT_FOUND');
      if (!deleteFiles) return { deletedFiles: { raw: false, processed: false } };
      const upload = await findUpload(db, videoId);
      return {
        deletedFiles: await removeVideoFiles(parts, { videoId, s3UploadId: upload?.s3UploadId ?? null }),
      };
    },

    async cancel(viewer: Viewer, videoId: string): Promise<void> {
      const video = await needManaged(viewer, videoId);
      if (!isInFlight(video.status))
        throw new AppError('VIDEO_ALREADY_PROCESSING', 'Nothing is under way to cancel.');
      await db.transaction(async (tx) => {
        await cancelTasks(tx, videoId);
        if (!(await moveVideo(tx, videoId, 'cancelled', { playable: false }))) {
          throw new AppError('VIDEO_ALREADY_PROCESSING', 'It ended before it could be cancelled.');
        }
        await recordVideoChange(tx, clock, videoId);
      });
    },

    /** Queues a failed or cancelled video again. Segments that are bound are not made twice. */
    async retry(viewer: Viewer, videoId: string): Promise<void> {
      await needManaged(viewer, videoId);
      await db.transaction(async (tx) => {
        const video = await lockVideo(tx, videoId);
        // Cancelled in its last step: all is encoded and verified, and only the manifests are left to write.
        const encodedAt = video?.status === 'cancelled' ? video.encodedAt : null;
        const cleared = { errorCode: null, errorStage: null, encodedAt };
        if (!(await moveVideo(tx, videoId, 'queued', cleared)))
          throw new AppError('VIDEO_ALREADY_PROCESSING');
        if (encodedAt) await moveVideo(tx, videoId, 'processing');
        // Nothing to revive: every task was done, and the final check failed.
        else if ((await reviveTasks(tx, videoId)) === 0) await restartTasks(tx, videoId);
        if (!video?.sourceEtag)
          throw new AppError('VIDEO_ALREADY_PROCESSING', 'Its upload was never completed.');
        await appendToOutbox(tx, clock, topics.uploads, composeUploadedEvent(clock, buckets.source, video));
        await recordVideoChange(tx, clock, videoId);
      });
    },
  };
}
