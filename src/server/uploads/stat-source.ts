import { sourceKey } from '#lib/domain/object-keys.ts';
import type { UploadSessionRow } from '../db/schema/upload-sessions.ts';
import { findSourceEtag, isJoined, type VolumeParts } from './join-volumes.ts';
import { splitVolume } from './received-parts.ts';
import { findParts, findVolumes } from './volumes.ts';

export interface StoredSource {
  readonly etag: string;
  readonly sizeBytes: number;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** What the store holds of an upload's source; undefined while there is no object, or not every volume. */
export async function statSource(
  parts: VolumeParts,
  session: UploadSessionRow,
): Promise<StoredSource | undefined> {
  const { db, store, sourceBucket } = parts;
  if (session.partsPerVolume === null)
    return store.stat({ bucket: sourceBucket, key: sourceKey(session.videoId) });
  const volumes = await findVolumes(db, sourceBucket, session);
  const partsOf = await findParts(db, session.videoId);
  const closed = volumes.map((volume) => ({ volume, upload: splitVolume(volume, partsOf).closed?.upload }));
  if (closed.some(({ upload }) => !upload)) return undefined;
  for (const { volume, upload } of closed) {
    if (!upload || !(await isJoined(parts, session, volume, upload, 0))) return undefined;
  }
  const etag = await findSourceEtag(db, sourceBucket, session);
  return etag === undefined ? undefined : { etag, sizeBytes: session.sizeBytes };
}
