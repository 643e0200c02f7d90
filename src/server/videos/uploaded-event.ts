import { composeEvent } from '#lib/domain/compose-event.ts';
import type { EventMessage } from '#lib/domain/events.ts';
import { sourceKey } from '#lib/domain/object-keys.ts';
import type { VideoRow } from '../db/schema/videos.ts';
import type { Clock } from '../ports/clock.ts';

/** Says that a source is whole and pinned: the start of all processing. */
export function composeUploadedEvent(
  clock: Clock,
  bucket: string,
  video: Pick<VideoRow, 'id' | 'sizeBytes' | 'sourceEtag'>,
): EventMessage {
  const key = sourceKey(video.id);
  return composeEvent(clock.newId(), clock.now(), 'video.uploaded', {
    videoId: video.id,
    bucket,
    key,
    url: `s3://${bucket}/${key}`,
    size: video.sizeBytes,
    etag: video.sourceEtag ?? '',
    timestamp: clock.now().toISOString(),
  });
}
