import { AppError } from '#lib/domain/errors.ts';
import { type PartChecksum, partBytes } from '#lib/domain/multipart.ts';
import { sourceKey } from '#lib/domain/object-keys.ts';
import { holdsPart, type PlannedVolume, partInVolume } from '#lib/domain/source-volumes.ts';
import type { UploadSessionRow } from '../db/schema/upload-sessions.ts';
import type { ObjectAddress } from '../ports/object-store.ts';
import { type BegunVolume, needVolume } from './begin-volume.ts';
import type { VolumeParts } from './join-volumes.ts';
import { needOpen } from './policy.ts';
import { findSession, findVideo, setMultipart } from './repository.ts';
import { findVolumes, type Volume } from './volumes.ts';

/** Signed just in time; a URL that runs out is signed again on request. */
const PART_URL_SECONDS = 3_600;

interface SignedPart {
  readonly partNumber: number;
  readonly url: string;
  readonly expiresAt: string;
  readonly headers?: { readonly 'x-amz-checksum-sha256': string };
}

/** Base64, by part number. */
export type PartChecksums = Readonly<Record<string, string>>;

/**
 * The multipart upload in the store behind a session. It is started when the first part is signed, not when the
 * session opens, because only then it is known whether the client sends checksums: S3 wants to be told at the start,
 * and refuses every part that comes otherwise.
 */
export async function needMultipart(
  { db, clock, store }: Omit<VolumeParts, 'sourceBucket'>,
  session: UploadSessionRow,
  object: ObjectAddress,
  checksum: PartChecksum | null,
): Promise<BegunVolume> {
  if (session.s3UploadId)
    return { address: { ...object, s3UploadId: session.s3UploadId }, checksum: session.partChecksum };
  const video = await findVideo(db, session.videoId);
  if (!video) throw new AppError('UPLOAD_NOT_FOUND');
  const s3UploadId = await store.startMultipart(object, video.contentType, checksum);
  if (await setMultipart(db, session.id, s3UploadId, checksum))
    return { address: { ...object, s3UploadId }, checksum };
  // Another call was first, or the session has ended meanwhile: this one is nobody's.
  await store.abortMultipart({ ...object, s3UploadId });
  const now = await findSession(db, session.id);
  if (!now?.s3UploadId) throw new AppError('UPLOAD_CLOSED');
  needOpen(now, clock.now());
  return { address: { ...object, s3UploadId: now.s3UploadId }, checksum: now.partChecksum };
}

/** As often as asked: a part whose URL ran out, or that failed, is simply signed again. */
export async function signParts(
  parts: VolumeParts,
  session: UploadSessionRow,
  wanted: { readonly partNumbers: readonly number[]; readonly checksums?: PartChecksums | undefined },
) {
  const { partNumbers, checksums } = wanted;
  needOpen(session, parts.clock.now());
  const beyond = partNumbers.filter((partNumber) => partNumber > session.partCount);
  if (beyond.length > 0)
    throw new AppError('VALIDATION_FAILED', 'There are no such parts.', { details: { partNumbers: beyond } });
  const isAsked = (volume: PlannedVolume) => partNumbers.some((number) => holdsPart(volume, number));
  const volumes = await findVolumes(parts.db, parts.sourceBucket, session, isAsked);
  const expiresAt = new Date(parts.clock.now().getTime() + PART_URL_SECONDS * 1000).toISOString();
  const signed = new Map<number, SignedPart>();
  for (const volume of volumes) {
    const numbers = partNumbers.filter((partNumber) => holdsPart(volume, partNumber));
    const { address, checksum } = await begin(parts, session, volume, checksums ? 'sha256' : null);
    needChecksums(checksum, numbers, checksums);
    for (const partNumber of numbers) {
      const sha256 = checksums?.[partNumber];
      const sizeBytes = partBytes(session.sizeBytes, session, partNumber);
      const part = { partNumber: partInVolume(volume, partNumber), sizeBytes, sha256 };
      const url = await parts.store.signPart(address, part, PART_URL_SECONDS);
      const headers = sha256 && { headers: { 'x-amz-checksum-sha256': sha256 } };
      signed.set(partNumber, { partNumber, url, expiresAt, ...headers });
    }
  }
  return { parts: partNumbers.flatMap((partNumber) => signed.get(partNumber) ?? []) };
}

function begin(
  parts: VolumeParts,
  session: UploadSessionRow,
  volume: Volume,
  checksum: PartChecksum | null,
): Promise<BegunVolume> {
  const object = { bucket: parts.sourceBucket, key: sourceKey(session.videoId) };
  return session.partsPerVolume === null
    ? needMultipart(parts, session, object, checksum)
    : needVolume(parts, session, volume, checksum);
}

/** S3 wants all parts alike. */
function needChecksums(
  checksum: PartChecksum | null,
  partNumbers: readonly number[],
  checksums: PartChecksums | undefined,
): void {
  if (checksums && !checksum)
    throw new AppError('VALIDATION_FAILED', 'This upload was begun without checksums, and goes on so.');
  const unchecked = checksum ? partNumbers.filter((partNumber) => !checksums?.[partNumber]) : [];
  if (unchecked.length === 0) return;
  throw new AppError('VALIDATION_FAILED', 'This upload was begun with checksums: send one for each part.', {
    details: { partNumbers: unchecked },
  });
}
