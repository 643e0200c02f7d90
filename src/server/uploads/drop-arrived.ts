import { tailPrefix, volumePrefix } from '#lib/domain/object-keys.ts';
import type { UploadSessionRow } from '../db/schema/upload-sessions.ts';
import { abortMultiparts } from './abort-multiparts.ts';
import type { VolumeParts } from './join-volumes.ts';

/** Takes back from the store what has arrived of an upload that has ended. Idempotent. */
export async function dropArrived(parts: VolumeParts, session: UploadSessionRow): Promise<void> {
  const { store, sourceBucket } = parts;
  await abortMultiparts(parts, session.videoId);
  if (session.partsPerVolume !== null) await store.removeAll(sourceBucket, volumePrefix(session.videoId));
  if (session.door === 'tus') await store.removeAll(sourceBucket, tailPrefix(session.videoId));
}
