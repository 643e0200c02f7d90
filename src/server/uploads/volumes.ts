import { and, asc, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import type { PartChecksum, ReceivedPart } from '#lib/domain/multipart.ts';
import { sourceKey, volumeKey } from '#lib/domain/object-keys.ts';
import { type PlannedVolume, planVolumes } from '#lib/domain/source-volumes.ts';
import { affectedRows, type Database, type Executor } from '../db/client.ts';
import { sourceVolumes } from '../db/schema/source-volumes.ts';
import type { UploadSessionRow } from '../db/schema/upload-sessions.ts';
import type { MultipartAddress, ObjectAddress } from '../ports/object-store.ts';
import { findSessionOfVideo, lockSession } from './repository.ts';

/** One time that a volume was begun. */
export interface VolumeRow {
  readonly videoId: string;
  readonly number: number;
  readonly epoch: number;
  readonly s3UploadId: string;
  readonly partChecksum: PartChecksum | null;
  readonly closedAt: Date | null;
  readonly etag: string | null;
}

/** A multipart upload of the store that brings a volume, or the only object. */
export interface VolumeUpload {
  readonly address: MultipartAddress;
  /** An only object has none. */
  readonly row: VolumeRow | null;
}

/** One of the objects that an upload fills: the only one, or a volume of a long source. */
export interface Volume extends PlannedVolume {
  /** Each time that it was begun, in order. */
  readonly uploads: readonly VolumeUpload[];
}

/** What each row is read for; the parts are read by themselves, for they are long. */
const { videoId, number, epoch, sizeBytes, s3UploadId, partChecksum, closedAt, etag } = sourceVolumes;
const columns = { videoId, number, epoch, s3UploadId, partChecksum, closedAt, etag };

/** What an upload fills, in order. */
export async function findVolumes(
  db: Executor,
  bucket: string,
  session: UploadSessionRow,
  isWanted: (volume: PlannedVolume) => boolean = () => true,
): Promise<readonly Volume[]> {
  const planned = planVolumes(session.sizeBytes, session, session.partsPerVolume).filter(isWanted);
  if (session.partsPerVolume === null) {
    const address = { bucket, key: sourceKey(session.videoId), s3UploadId: session.s3UploadId ?? '' };
    return planned.map((only) => ({ ...only, uploads: session.s3UploadId ? [{ address, row: null }] : [] }));
  }
  const numbers = planned.map((volume) => volume.number);
  const rows = await db
    .select(columns)
    .from(sourceVolumes)
    .where(and(eq(videoId, session.videoId), inArray(number, numbers)))
    .orderBy(asc(epoch));
  const rowsOf = Map.groupBy(rows, (row) => row.number);
  return planned.map((volume) => {
    const uploads = (rowsOf.get(volume.number) ?? []).map((row) => ({
      address: addressOf(bucket, row),
      row,
    }));
    return { ...volume, uploads };
  });
}

export function addressOf(bucket: string, row: Omit<VolumeRow, 'partChecksum' | 'closedAt' | 'etag'>) {
  return { bucket, key: volumeKey(row.videoId, row.number, row.epoch), s3UploadId: row.s3UploadId };
}

/** Of which parts each closed upload is joined. */
export async function findParts(db: Executor, ofVideo: string) {
  const rows = await db
    .select({ number, epoch, parts: sourceVolumes.parts })
    .from(sourceVolumes)
    .where(and(eq(videoId, ofVideo), isNotNull(closedAt)));
  const partsOf = new Map(rows.map((row) => [`${row.number} ${row.epoch}`, row.parts ?? []]));
  return (row: Pick<VolumeRow, 'number' | 'epoch'>): readonly ReceivedPart[] =>
    partsOf.get(`${row.number} ${row.epoch}`) ?? [];
}

/** A joined volume, as workers read it. */
export interface StoredVolume {
  readonly key: string;
  readonly sizeBytes: number;
  readonly etag: string;
}

/** The volumes of each arrived source, in order; a source that is one object has none. */
async function findStored(
  db: Executor,
  videoIds: readonly string[],
): Promise<ReadonlyMap<string, readonly StoredVolume[]>> {
  const rows = await db
    .select({ videoId, number, epoch, sizeBytes, etag })
    .from(sourceVolumes)
    .where(and(inArray(videoId, [...videoIds]), isNotNull(etag)))
    .orderBy(asc(number), asc(epoch));
  const stored = new Map<string, readonly StoredVolume[]>();
  for (const [id, all] of Map.groupBy(rows, (row) => row.videoId)) {
    // The last epoch of each counts.
    const lastOf = new Map(all.map((row) => [row.number, row]));
    const volumes = [...lastOf.values()].map((row) => {
      return { key: volumeKey(id, row.number, row.epoch), sizeBytes: row.sizeBytes, etag: row.etag ?? '' };
    });
    stored.set(id, volumes);
  }
  return stored;
}

export async function findStoredVolumes(db: Executor, ofVideo: string): Promise<readonly StoredVolume[]> {
  return (await findStored(db, [ofVideo])).get(ofVideo) ?? [];
}

/** By the ids of their videos. */
export async function findVolumeKeys(
  db: Executor,
  videoIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const stored = await findStored(db, videoIds);
  return new Map([...stored].map(([id, volumes]) => [id, new Set(volumes.map(({ key }) => key))]));
}

/** Every object that holds a piece of an arrived source, in order. */
export async function findSourceObjects(
  db: Executor,
  bucket: string,
  ofVideo: string,
): Promise<readonly ObjectAddress[]> {
  const volumes = await findStoredVolumes(db, ofVideo);
  const keys = volumes.length > 0 ? volumes.map(({ key }) => key) : [sourceKey(ofVideo)];
  return keys.map((key) => ({ bucket, key }));
}

/** Uploads of the store that bring a video's source and are not known to be joined: none of a single PUT or POST. */
export async function findMultiparts(
  db: Executor,
  bucket: string,
  ofVideo: string,
): Promise<readonly MultipartAddress[]> {
  const session = await findSessionOfVideo(db, ofVideo);
  const volumes = session ? await findVolumes(db, bucket, session) : [];
  return volumes.flatMap(({ uploads }) =>
    uploads.filter(({ row }) => !row?.etag).map(({ address }) => address),
  );
}

/** With what the parts of a video's volumes are checked: fixed by the first that was begun; undefined before. */
export async function findPartChecksum(
  db: Executor,
  ofVideo: string,
): Promise<PartChecksum | null | undefined> {
  const [row] = await db.select({ partChecksum }).from(sourceVolumes).where(eq(videoId, ofVideo)).limit(1);
  return row?.partChecksum;
}

/** Ties the store's upload to its volume; false when another call was first. */
export async function insertVolume(
  db: Executor,
  volume: Omit<typeof sourceVolumes.$inferInsert, 'closedAt' | 'etag' | 'parts'>,
): Promise<boolean> {
  return affectedRows(await db.insert(sourceVolumes).ignore().values(volume)) === 1;
}

const isThat = (row: Pick<VolumeRow, 'videoId' | 'number' | 'epoch'>) =>
  and(eq(videoId, row.videoId), eq(number, row.number), eq(epoch, row.epoch));

/** No part is signed for it from now on; false when another call was first. */
export async function closeVolume(
  db: Executor,
  row: VolumeRow,
  parts: readonly ReceivedPart[],
  now: Date,
): Promise<boolean> {
  const result = await db
    .update(sourceVolumes)
    .set({ parts, closedAt: now })
    .where(and(isThat(row), isNull(closedAt)));
  return affectedRows(result) === 1;
}

/** Joining it has failed, and is tried again: a part may have arrived once more in the moment in which it was closed. */
export async function closeAgain(
  db: Executor,
  row: VolumeRow,
  parts: readonly ReceivedPart[],
  now: Date,
): Promise<void> {
  await db
    .update(sourceVolumes)
    .set({ parts, closedAt: now })
    .where(and(isThat(row), isNull(etag)));
}

/** Unless the session has ended meanwhile: what was queued by then stays what it is. */
export async function noteJoined(
  db: Database,
  uploadId: string,
  row: VolumeRow,
  joined: string,
): Promise<void> {
  await db.transaction(async (tx) => {
    if ((await lockSession(tx, uploadId)) !== 'open') return;
    await tx.update(sourceVolumes).set({ etag: joined }).where(isThat(row));
  });
}
