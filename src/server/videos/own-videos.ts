import { explainMediaError, isRetryable } from '#lib/domain/media-error.ts';
import type { Viewer } from '../accounts/viewer.ts';
import type { Database } from '../db/client.ts';
import type { MediaAccess } from '../delivery/media-access.ts';
import { findOwnVideos, type OwnVideoQuery } from './own-video-query.ts';
import { findRenditions } from './repository.ts';

/** What people see of their own videos in the studio: short rows, for there may be thousands. */
export function createOwnVideoService({ db, media }: { readonly db: Database; readonly media: MediaAccess }) {
  return {
    async list(viewer: Viewer, query: OwnVideoQuery) {
      const { rows, total } = await findOwnVideos(db, viewer.userId, query);
      const rungs = await findRenditions(
        db,
        rows.map(({ id }) => id),
      );
      const highestOf = (videoId: string) =>
        rungs.filter((rung) => rung.videoId === videoId).toSorted((a, b) => b.height - a.height)[0]?.name;
      return {
        videos: rows.map((video) => ({
          id: video.id,
          title: video.title,
          fileSize: video.sizeBytes,
          status: video.status,
          playable: video.playable,
          visibility: video.visibility,
          publishAt: video.publishAt?.toISOString() ?? null,
          moderation: video.moderation,
          duration: video.durationMs === null ? null : video.durationMs / 1000,
          highestRung: highestOf(video.id) ?? null,
          thumbnailUrl: video.thumbnailKey ? (media.urlsFor(viewer, video)?.thumbnail() ?? null) : null,
          createdAt: video.createdAt.toISOString(),
          uploadedAt: video.uploadedAt?.toISOString() ?? null,
          error: video.errorCode
            ? { message: explainMediaError(video.errorCode), retryable: isRetryable(video.errorCode) }
            : null,
        })),
        total,
        limit: query.limit,
        skip: query.skip,
      };
    },
  };
}
