import { missingParts } from '#lib/domain/multipart.ts';
import { sourceKey, tailPrefix } from '#lib/domain/object-keys.ts';
import type { Database } from '../db/client.ts';
import type { UploadSessionRow } from '../db/schema/upload-sessions.ts';
import { recordVideoChange } from '../outbox/record-change.ts';
import type { Clock } from '../ports/clock.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import { abortMultiparts } from './abort-multiparts.ts';
import { dropArrived } from './drop-arrived.ts';
import { cancelUploading, closeSession } from './repository.ts';
import { acceptSource } from './source-arrival.ts';
import { statSource } from './stat-source.ts';

export interface ExpiryParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly store: ObjectStore;
  readonly sourceBucket: string;
}

/**
 * Ends an open upload whose time is over. First the store is told: from then on no late `complete` can
 * succeed there, so that what it holds afterwards is final. Had all arrived, the video is queued instead.
 */
export async function expireUpload(
  parts: ExpiryParts,
  session: UploadSessionRow,
): Promise<'arrived' | 'expired' | 'closed-before'> {
  const { db, clock, store, sourceBucket } = parts;
  await abortMultiparts(parts, session.videoId);
  if (session.door === 'tus') await store.removeAll(sourceBucket, tailPrefix(session.videoId));
  if (await acceptIfArrived(parts, session)) return 'arrived';
  const end = await db.transaction(async (tx) => {
    if (!(await closeSession(tx, session.id, 'expired'))) return 'closed-before';
    await cancelUploading(tx, session.videoId);
    await recordVideoChange(tx, clock, session.videoId);
    return 'expired';
  });
  // What was begun in between, too.
  if (end === 'expired') await dropArrived(parts, session);
  return end;
}

/**
 * Queues the video of an open upload when the store holds every byte of it: `complete` or S3's event would
 * have, had they not been lost on the way.
 */
export async function acceptIfArrived(parts: ExpiryParts, session: UploadSessionRow): Promise<boolean> {
  const { db, clock, sourceBucket } = parts;
  const { videoId, sizeBytes } = session;
  if (session.door === 'tus' && session.receivedBytes === sizeBytes) await joinParts(parts, session);
  const stored = await statSource(parts, session);
  if (stored?.sizeBytes !== sizeBytes) return false;
  const video = await acceptSource({ db, clock, sourceBucket }, { videoId, ...stored });
  return video?.status === 'queued';
}

/** A tus client knows that its last byte was taken and does not come again: what web did not complete is completed here. */
async function joinParts({ store, sourceBucket }: ExpiryParts, session: UploadSessionRow): Promise<void> {
  const { videoId, s3UploadId, sizeBytes } = session;
  const upload = { bucket: sourceBucket, key: sourceKey(videoId), s3UploadId: s3UploadId ?? '' };
  const received = await store.listParts(upload);
  if (!received || missingParts(sizeBytes, session, received).length > 0) return;
  await store.completeMultipart(upload, received);
}
