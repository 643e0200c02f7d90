import { missingParts, type ReceivedPart } from '#lib/domain/multipart.ts';
import type { UploadSessionRow } from '../db/schema/upload-sessions.ts';
import { ObjectStoreError } from '../ports/object-store.ts';
import { isJoined, joinVolume, listUpload, type VolumeParts } from './join-volumes.ts';
import {
  closeVolume,
  findParts,
  findVolumes,
  type Volume,
  type VolumeRow,
  type VolumeUpload,
} from './volumes.ts';

/**
 * A store that was killed while it joined may know neither the upload nor the object: then nothing comes of it, however
 * slow the disk.
 */
const longestJoinMs = ({ sizeBytes }: Volume) => 60_000 + sizeBytes / 20_000;

const JOINED_AT_A_TIME = 6;

/** What has arrived of a volume, and what is still to be joined of it. */
export interface Arrived {
  readonly volume: Volume;
  /** By the store's own list. */
  readonly received: readonly ReceivedPart[];
  /** Null for a volume that is an object already. */
  readonly upload: VolumeUpload | null;
}

/** What has arrived of every volume: of one that is joined or about to be, what it is joined of. */
export async function listReceived(
  { db, store, sourceBucket }: VolumeParts,
  session: UploadSessionRow,
): Promise<readonly ReceivedPart[]> {
  const volumes = await findVolumes(db, sourceBucket, session);
  const partsOf = await findParts(db, session.videoId);
  const lists = await Promise.all(
    volumes.map(async (volume) => {
      const { closed, open } = splitVolume(volume, partsOf);
      const resent = open && (await listUpload(store, volume, open));
      return overlay(closed?.noted ?? [], resent ?? []);
    }),
  );
  return lists.flat();
}

/**
 * The same for `complete`, which waits for what is being joined. What the store has lost counts as missing, and is sent
 * once more.
 * @returns null for an only object that the store knows as no upload: an earlier call has joined it
 */
export async function settleVolumes(
  parts: VolumeParts,
  session: UploadSessionRow,
): Promise<readonly Arrived[] | null> {
  const volumes = await findVolumes(parts.db, parts.sourceBucket, session);
  const partsOf = await findParts(parts.db, session.videoId);
  const arrived = await Promise.all(
    volumes.map(async (volume) => {
      const { closed, open } = splitVolume(volume, partsOf);
      const resent = open && (await listUpload(parts.store, volume, open));
      if (open && !resent) {
        if (!open.row) return null;
        // Lost by the store, and begun anew by the next part of it; or another call is joining it.
        if (!(await closeVolume(parts.db, open.row, [], parts.clock.now()))) return 'moved-on';
      }
      const settled = closed && (await settleClosed(parts, session, volume, closed));
      if (settled && isNothingNew(settled.received, resent ?? [])) return { volume, ...settled };
      return { volume, received: resent ?? [], upload: resent && open ? open : null };
    }),
  );
  if (arrived.includes('moved-on')) return settleVolumes(parts, session);
  const known = arrived.filter((one) => one !== null && one !== 'moved-on');
  return known.length < arrived.length ? null : known;
}

/** Joins what is still to be joined, a few at a time: of a client that had all parts signed at once that is everything. */
export async function joinArrived(
  parts: VolumeParts,
  session: UploadSessionRow,
  arrived: readonly Arrived[],
): Promise<void> {
  for (let first = 0; first < arrived.length; first += JOINED_AT_A_TIME) {
    await Promise.all(
      arrived.slice(first, first + JOINED_AT_A_TIME).map(async ({ volume, upload, received }) => {
        if (upload) await joinVolume(parts, session, volume, upload, received);
      }),
    );
  }
}

/** @returns undefined for what the store has lost */
async function settleClosed(
  parts: VolumeParts,
  session: UploadSessionRow,
  volume: Volume,
  { upload, noted }: Closed,
): Promise<Pick<Arrived, 'received' | 'upload'> | undefined> {
  const joined = { received: noted, upload: null };
  if (await isJoined(parts, session, volume, upload, 0)) return joined;
  const left = await listUpload(parts.store, volume, upload);
  // Joining it has failed before.
  if (left && missingParts(session.sizeBytes, session, left, volume).length === 0)
    return { received: left, upload };
  const closedMs = parts.clock.now().getTime() - (upload.row?.closedAt?.getTime() ?? 0);
  const isOver = closedMs > longestJoinMs(volume);
  if (await isJoined(parts, session, volume, upload, isOver ? 0 : undefined)) return joined;
  if (isOver) return undefined;
  throw new ObjectStoreError('join an upload in time', { cause: 'no object yet', isAway: true });
}

interface Closed {
  readonly upload: VolumeUpload;
  /** What it is joined of. */
  readonly noted: readonly ReceivedPart[];
}

/** The last upload that was closed as a whole, and the last one if it still takes parts. */
export function splitVolume(
  { uploads }: Volume,
  partsOf: (row: VolumeRow) => readonly ReceivedPart[],
): { readonly closed?: Closed; readonly open?: VolumeUpload } {
  const closed = uploads
    .map((upload) => ({ upload, noted: upload.row?.closedAt ? partsOf(upload.row) : [] }))
    .findLast(({ noted }) => noted.length > 0);
  const last = uploads.at(-1);
  return { ...(closed && { closed }), ...(last && !last.row?.closedAt && { open: last }) };
}

/** Everything that was sent again is what was there. */
function isNothingNew(joined: readonly ReceivedPart[], resent: readonly ReceivedPart[]): boolean {
  const joinedOf = new Map(joined.map((part) => [part.partNumber, part]));
  return resent.every(({ partNumber, etag, sha256 }) => {
    const before = joinedOf.get(partNumber);
    // By the checksum where there is one: in a bucket with KMS no two ETags are the same.
    return before?.sha256 && sha256 ? before.sha256 === sha256 : before?.etag === etag;
  });
}

function overlay(under: readonly ReceivedPart[], over: readonly ReceivedPart[]): readonly ReceivedPart[] {
  const merged = new Map([...under, ...over].map((part) => [part.partNumber, part]));
  return [...merged.values()].sort((a, b) => a.partNumber - b.partNumber);
}
