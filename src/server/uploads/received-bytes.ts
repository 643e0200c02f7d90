import type { Database } from '../db/client.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import { findSessionOfVideo } from './repository.ts';
import { findVolumes } from './volumes.ts';

/** Bytes of an open upload that the store holds, by its own list; a single PUT shows only when it is whole. */
export async function countReceivedBytes(
  parts: { db: Database; store: ObjectStore; sourceBucket: string },
  videoId: string,
): Promise<number> {
  const session = await findSessionOfVideo(parts.db, videoId);
  if (session?.status !== 'open') return 0;
  // Counted as they come, also what does not fill a part yet.
  if (session.door === 'tus' || session.door === 'form') return session.receivedBytes;
  const volumes = await findVolumes(parts.db, parts.sourceBucket, session);
  const bytes = await Promise.all(
    volumes.map(async ({ uploads, sizeBytes }) => {
      const [first] = uploads;
      if (!first || first.row?.closedAt) return first ? sizeBytes : 0;
      const received = await parts.store.listParts(first.address);
      return (received ?? []).reduce((sum, part) => sum + part.size, 0);
    }),
  );
  return bytes.reduce((sum, some) => sum + some, 0);
}
