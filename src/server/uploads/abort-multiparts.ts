import type { VolumeParts } from './join-volumes.ts';
import { findMultiparts } from './volumes.ts';

/** Ends what the store knows of an upload as unfinished: from then on no part of it can be joined. Idempotent. */
export async function abortMultiparts(
  { db, store, sourceBucket }: Omit<VolumeParts, 'clock'>,
  videoId: string,
): Promise<void> {
  const multiparts = await findMultiparts(db, sourceBucket, videoId);
  await Promise.all(multiparts.map((multipart) => store.abortMultipart(multipart)));
}
