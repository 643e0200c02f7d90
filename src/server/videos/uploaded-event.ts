import { composeEvent } from '#lib/domain/compose-event.ts';
import type { EventMessage } from '#lib/domain/events.ts';
import { sourceKey } from '#lib/domain/object-keys.ts';
import type { Transaction } from '../db/client.ts';
import type { VideoRow } from '../db/schema/videos.ts';
import type { Clock } from '../ports/clock.ts';
import { findStoredVolumes } from '../uploads/volumes.ts';

/** Says that a source is whole and pinned: the start of all processing. */
export async function composeUploadedEvent(
  tx: Transaction,
  clock: Clock,
  bucket: string,
  video: Pick<VideoRow, 'id' | 'sizeBytes' | 'sourceEtag'>,
): Promise<EventMessage> {
  const key = sourceKey(video.id);
  const volumes = await findStoredVolumes(tx, video.id);
  return composeEvent(clock.newId(), clock.now(), 'video.uploaded', {
    videoId: video.id,
    bucket,
    key,
    url: `s3://${bucket}/${key}`,
    size: video.sizeBytes,
    etag: video.sourceEtag ?? '',
    ...(volumes.length > 0 && {
      volumes: volumes.map(({ key, sizeBytes: size, etag }) => ({ key, size, etag })),
    }),
    timestamp: clock.now().toISOString(),
  });
}
