import { AppError } from '#lib/domain/errors.ts';
import type { ForeignResult } from '#lib/domain/foreign-result.ts';
import { isInFlight, type VideoStatus } from '#lib/domain/video-status.ts';
import type { Database, Transaction } from '../db/client.ts';
import type { VideoRow } from '../db/schema/videos.ts';
import { admitReadyVideo } from '../moderation/admit-ready.ts';
import { recordVideoChange } from '../outbox/record-change.ts';
import type { Clock } from '../ports/clock.ts';
import { failVideo } from '../transcodes/video-failure.ts';
import { cancelTasks, lockVideo, moveVideo } from './repository.ts';

export interface ForeignReport {
  readonly videoId: string;
  /** Null when it failed. */
  readonly result: ForeignResult | null;
}

/** Lets a transcoder that is none of ours say how a video ended. It may do what a finalizer of ours may, and no more. */
export function createForeignProcessing(parts: {
  readonly db: Database;
  readonly clock: Clock;
  /** Where it may keep what it made: browsers are sent there. */
  readonly allowedOrigins: readonly string[];
}) {
  const { db, clock, allowedOrigins } = parts;

  function checkOrigin(field: string, url: string | null): void {
    if (url === null || allowedOrigins.includes(new URL(url).origin)) return;
    throw new AppError('VALIDATION_FAILED', 'Files may not lie there.', {
      details: { fields: [{ path: field, message: 'Its origin is not one of those that are allowed.' }] },
    });
  }

  async function finish(tx: Transaction, video: VideoRow, result: ForeignResult): Promise<void> {
    // Ours are told with their next renewal; what they still report finds no lease.
    await cancelTasks(tx, video.id);
    if (video.status === 'queued') await moveVideo(tx, video.id, 'processing');
    await moveVideo(tx, video.id, 'ready', {
      playable: true,
      processedAt: clock.now(),
      durationMs: result.duration === null ? video.durationMs : Math.round(result.duration * 1000),
      foreignResult: result,
    });
    await admitReadyVideo(tx, clock, video.id);
    await recordVideoChange(tx, clock, video.id, 'video.ready');
  }

  return {
    /**
     * Idempotent: of a video that has ended so already nothing changes.
     * @throws AppError VIDEO_NOT_FOUND; UPLOAD_INCOMPLETE and VIDEO_ALREADY_PROCESSING in a state that does not allow it;
     * VALIDATION_FAILED for files elsewhere than allowed
     */
    async report({ videoId, result }: ForeignReport): Promise<{ videoId: string; status: VideoStatus }> {
      checkOrigin('manifestUrl', result?.manifestUrl ?? null);
      checkOrigin('thumbnailUrl', result?.thumbnailUrl ?? null);
      const status = result ? 'ready' : 'failed';
      return db.transaction(async (tx) => {
        const video = await lockVideo(tx, videoId);
        if (!video || video.status === 'deleted') throw new AppError('VIDEO_NOT_FOUND');
        if (video.status === status) return { videoId, status };
        if (video.status === 'uploading') throw new AppError('UPLOAD_INCOMPLETE');
        if (!isInFlight(video.status)) throw new AppError('VIDEO_ALREADY_PROCESSING');
        if (result) await finish(tx, video, result);
        else await failVideo(tx, clock, videoId, { code: 'TRANSCODE_FAILED', stage: 'encoding' });
        return { videoId, status };
      });
    },
  };
}
