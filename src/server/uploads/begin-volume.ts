import { AppError } from '#lib/domain/errors.ts';
import type { PartChecksum } from '#lib/domain/multipart.ts';
import type { UploadSessionRow } from '../db/schema/upload-sessions.ts';
import type { MultipartAddress } from '../ports/object-store.ts';
import type { VolumeParts } from './join-volumes.ts';
import { findVideo, lockSession } from './repository.ts';
import {
  addressOf,
  findPartChecksum,
  findVolumes,
  insertVolume,
  type Volume,
  type VolumeRow,
} from './volumes.ts';

export interface BegunVolume {
  readonly address: MultipartAddress;
  readonly checksum: PartChecksum | null;
}

/**
 * The multipart upload in the store that takes parts of a volume: begun with the first that is signed, and once more, in
 * the next epoch, for parts that are sent again when it is about to be joined or was.
 * @throws AppError UPLOAD_CLOSED when the session has ended
 */
export async function needVolume(
  parts: VolumeParts,
  session: UploadSessionRow,
  volume: Volume,
  wanted: PartChecksum | null,
): Promise<BegunVolume> {
  const { db, store, sourceBucket } = parts;
  const last = volume.uploads.at(-1)?.row;
  if (last && !last.closedAt) return asBegun(sourceBucket, last);
  const video = await findVideo(db, session.videoId);
  if (!video) throw new AppError('UPLOAD_NOT_FOUND');
  const name = { videoId: session.videoId, number: volume.number, epoch: (last?.epoch ?? 0) + 1 };
  const fixed = last ? last.partChecksum : await findPartChecksum(db, session.videoId);
  const partChecksum = fixed === undefined ? wanted : fixed;
  const place = addressOf(sourceBucket, { ...name, s3UploadId: '' });
  const s3UploadId = await store.startMultipart(place, video.contentType, partChecksum);
  const row = { ...name, sizeBytes: volume.sizeBytes, s3UploadId, partChecksum };
  // While the session is open, and it can not end meanwhile.
  const end = await db.transaction(async (tx) => {
    if ((await lockSession(tx, session.id)) !== 'open') return 'closed';
    return (await insertVolume(tx, row)) ? 'ours' : 'theirs';
  });
  if (end === 'ours') return { address: { ...place, s3UploadId }, checksum: partChecksum };
  // This one is nobody's.
  await store.abortMultipart({ ...place, s3UploadId });
  const [now] = await findVolumes(db, sourceBucket, session, ({ number }) => number === volume.number);
  const theirs = end === 'theirs' && now?.uploads.at(-1)?.row;
  if (!theirs) throw new AppError('UPLOAD_CLOSED');
  return asBegun(sourceBucket, theirs);
}

function asBegun(bucket: string, row: VolumeRow): BegunVolume {
  return { address: addressOf(bucket, row), checksum: row.partChecksum };
}
