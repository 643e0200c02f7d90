import { topics } from '#lib/domain/events.ts';
import type { Database } from '../db/client.ts';
import type { VideoRow } from '../db/schema/videos.ts';
import { appendToOutbox } from '../outbox/append.ts';
import { recordVideoChange } from '../outbox/record-change.ts';
import type { Clock } from '../ports/clock.ts';
import { composeUploadedEvent } from '../videos/uploaded-event.ts';
import { closeSession, findSessionOfVideo, findVideo, pinSource } from './repository.ts';

export interface ArrivedSource {
  readonly videoId: string;
  readonly etag: string;
  readonly sizeBytes: number;
}

/**
 * The one place where an upload becomes a queued video, whichever door opened first: `complete`,
 * `confirm` or S3's own event. One transaction holds status, pinned ETag and the message.
 * @returns the video as it stands now; unchanged when it had arrived before
 */
export async function acceptSource(
  parts: { db: Database; clock: Clock; sourceBucket: string },
  source: ArrivedSource,
): Promise<VideoRow | undefined> {
  const { db, clock, sourceBucket } = parts;
  return db.transaction(async (tx) => {
    const session = await findSessionOfVideo(tx, source.videoId);
    if (!session || session.sizeBytes !== source.sizeBytes) return findVideo(tx, source.videoId);
    const isFirst = await pinSource(tx, source.videoId, { ...source, uploadedAt: clock.now() });
    const video = await findVideo(tx, source.videoId);
    if (!isFirst || !video) return video;
    await closeSession(tx, session.id, 'completed');
    await appendToOutbox(tx, clock, topics.uploads, composeUploadedEvent(clock, sourceBucket, video));
    await recordVideoChange(tx, clock, source.videoId);
    return video;
  });
}
