import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { missingParts, type ReceivedPart } from '#lib/domain/multipart.ts';
import { type PlannedVolume, partInUpload, partInVolume } from '#lib/domain/source-volumes.ts';
import type { Database, Executor } from '../db/client.ts';
import type { UploadSessionRow } from '../db/schema/upload-sessions.ts';
import type { Clock } from '../ports/clock.ts';
import { type ObjectStore, ObjectStoreError } from '../ports/object-store.ts';
import {
  closeAgain,
  closeVolume,
  findParts,
  findVolumes,
  noteJoined,
  type Volume,
  type VolumeUpload,
} from './volumes.ts';

export interface VolumeParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly store: ObjectStore;
  readonly sourceBucket: string;
}

/** How long a call waits for what another one joins: the store no longer lists it and does not have it yet. */
const JOINING_MS = 10_000;
const POLL_MS = 100;

/** What has arrived of a volume by the store's own list, numbered as in the whole upload; undefined for an unknown upload. */
export async function listUpload(
  store: ObjectStore,
  volume: Volume,
  { address }: VolumeUpload,
): Promise<readonly ReceivedPart[] | undefined> {
  const parts = await store.listParts(address);
  return parts?.map((part) => partInUpload(volume, part));
}

/** Makes one object of a volume's parts. Idempotent, also beside another call that does the same. */
export async function joinVolume(
  parts: VolumeParts,
  session: UploadSessionRow,
  volume: Volume,
  upload: VolumeUpload,
  received: readonly ReceivedPart[],
): Promise<void> {
  const { db, clock, store } = parts;
  const { address, row } = upload;
  // Before the store forgets them.
  if (row?.closedAt) await closeAgain(db, row, received, clock.now());
  else if (row && !(await closeVolume(db, row, received, clock.now()))) return needJoined();
  const numbered = received.map((part) => ({ ...part, partNumber: partInVolume(volume, part.partNumber) }));
  try {
    await store.completeMultipart(address, numbered);
  } catch (error) {
    // A second call at the same moment may have won: then the object is there all the same.
    if (!(error instanceof ObjectStoreError) || !(await store.stat(address))) throw error;
  }
  if (row) await needJoined();

  async function needJoined(): Promise<void> {
    if (await isJoined(parts, session, volume, upload)) return;
    throw new ObjectStoreError('join an upload in time', { cause: 'no object yet', isAway: true });
  }
}

/** Whether the object of a closed upload is there, whoever joined it; waits while somebody does. */
export async function isJoined(
  { db, store }: VolumeParts,
  session: UploadSessionRow,
  volume: Volume,
  { address, row }: VolumeUpload,
  waitMs = JOINING_MS,
): Promise<boolean> {
  if (!row) return false;
  if (row.etag) return true;
  for (const deadline = performance.now() + waitMs; ; await delay(POLL_MS)) {
    const stored = await store.stat(address);
    if (stored?.sizeBytes === volume.sizeBytes) {
      await noteJoined(db, session.id, row, stored.etag);
      return true;
    }
    if (performance.now() >= deadline) return false;
  }
}

/**
 * Joins what is due and whole, while the rest of the upload is on its way. What was begun once more is left to `complete`:
 * it is whole only when its client says so.
 */
export async function joinEarly(
  parts: VolumeParts,
  session: UploadSessionRow,
  isDue: (volume: PlannedVolume) => boolean,
): Promise<void> {
  const failures: unknown[] = [];
  for (const volume of await findVolumes(parts.db, parts.sourceBucket, session, isDue)) {
    const [upload, again] = volume.uploads;
    if (!upload || upload.row?.closedAt || again) continue;
    try {
      const received = await listUpload(parts.store, volume, upload);
      if (received && missingParts(session.sizeBytes, session, received, volume).length === 0)
        await joinVolume(parts, session, volume, upload, received);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'volumes could not be joined early');
}

/** What S3 calls an object that was joined of these parts: by it content is known again, however it is stored. */
function etagOfAll(parts: readonly ReceivedPart[]): string {
  const hash = createHash('md5');
  for (const { etag } of parts) hash.update(Buffer.from(etag, 'hex'));
  return `${hash.digest('hex')}-${parts.length}`;
}

/** Of a source in volumes, every one of which is noted as joined; undefined until then. */
export async function findSourceEtag(
  db: Executor,
  bucket: string,
  session: UploadSessionRow,
): Promise<string | undefined> {
  const volumes = await findVolumes(db, bucket, session);
  const counted = volumes.flatMap(({ uploads }) => uploads.findLast(({ row }) => row?.etag)?.row ?? []);
  if (counted.length < volumes.length) return undefined;
  const partsOf = await findParts(db, session.videoId);
  return etagOfAll(counted.flatMap((row) => partsOf(row)));
}
