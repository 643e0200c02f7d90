import { sourceKey } from '#lib/domain/object-keys.ts';
import type { Database } from '../db/client.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import { findSessionOfVideo } from './repository.ts';

/** Bytes of an open upload that the store holds, by its own list; a single PUT shows only when it is whole. */
export async function countReceivedBytes(
  parts: { db: Database; store: ObjectStore; sourceBucket: string },
  videoId: string,
): Promise<number> {
  const session = await findSessionOfVideo(parts.db, videoId);
  if (!session?.s3UploadId || session.status !== 'open') return 0;
  // Counted as they come, also what does not fill a part yet.
  if (session.door === 'tus' || session.door === 'form') return session.receivedBytes;
  const address = { bucket: parts.sourceBucket, key: sourceKey(videoId), s3UploadId: session.s3UploadId };
  const received = await parts.store.listParts(address);
  return (received ?? []).reduce((sum, part) => sum + part.size, 0);
}
