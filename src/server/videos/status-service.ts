import { AppError } from '#lib/domain/errors.ts';
import { isInFlight } from '#lib/domain/video-status.ts';
import type { MaybeViewer, Viewer } from '../accounts/viewer.ts';
import type { Database } from '../db/client.ts';
import type { VideoRow } from '../db/schema/videos.ts';
import type { Outlook } from '../transcodes/forecast.ts';
import { canView } from './policy.ts';
import { findRecentOf, findTasks, findVideo } from './repository.ts';
import { type StatusDto, toStatusDto } from './status-dto.ts';

export interface StatusServiceParts {
  readonly db: Database;
  /** Bytes of an unfinished upload that have arrived. */
  countReceivedBytes(videoId: string): Promise<number>;
  /** What the queue promises a video; null when it holds nothing of it. */
  outlookOf(videoId: string): Promise<Outlook | null>;
  /** Whether what happens to videos is told late at the moment. */
  isDelayed(): boolean;
}

export type StatusService = ReturnType<typeof createStatusService>;

/** Reads where a video stands. Every answer comes from MySQL, so all replicas say the same. */
export function createStatusService(parts: StatusServiceParts) {
  const { db } = parts;

  async function describe(video: VideoRow): Promise<StatusDto> {
    const tasks = await findTasks(db, video.id);
    return toStatusDto({
      video,
      tasks: tasks.map((task) => ({ ...task, rungs: task.rungs === '' ? [] : task.rungs.split(',') })),
      isDelayed: parts.isDelayed(),
      outlook: isInFlight(video.status) ? await parts.outlookOf(video.id) : null,
      bytesUploaded: video.uploadedAt ? video.sizeBytes : await parts.countReceivedBytes(video.id),
    });
  }

  return {
    async statusOf(viewer: MaybeViewer, videoId: string): Promise<StatusDto> {
      const video = await findVideo(db, videoId);
      if (!video || !canView(viewer, video)) throw new AppError('VIDEO_NOT_FOUND');
      return describe(video);
    },

    /**
     * Looks at a video once, for everybody who is told of a change of it. Deleted videos are described too, and what one
     * may not see is undefined.
     */
    look(videoId: string): (viewer: MaybeViewer) => Promise<StatusDto | undefined> {
      const found = findVideo(db, videoId);
      // Whoever asks gets the failure; nobody may have asked yet.
      found.catch(() => undefined);
      let described: Promise<StatusDto> | undefined;
      return async (viewer) => {
        const video = await found;
        if (!video) return undefined;
        const isVisible =
          video.status === 'deleted' ? viewer?.userId === video.ownerId : canView(viewer, video);
        if (!isVisible) return undefined;
        described ??= describe(video);
        return described;
      };
    },

    /** One's newest videos and all that are under way: whoever was away finds here what ended meanwhile. */
    async recentOf(viewer: Viewer): Promise<readonly StatusDto[]> {
      const own = await findRecentOf(db, viewer.userId);
      return Promise.all(own.map(describe));
    },
  };
}
