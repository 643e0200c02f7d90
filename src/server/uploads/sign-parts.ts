import { AppError } from '#lib/domain/errors.ts';
import { type PartChecksum, partBytes } from '#lib/domain/multipart.ts';
import type { Database } from '../db/client.ts';
import type { UploadSessionRow } from '../db/schema/upload-sessions.ts';
import type { Clock } from '../ports/clock.ts';
import type { MultipartAddress, ObjectAddress, ObjectStore } from '../ports/object-store.ts';
import { needOpen } from './policy.ts';
import { findSession, findVideo, setMultipart } from './repository.ts';

/** Signed just in time; a URL that runs out is signed again on request. */
const PART_URL_SECONDS = 3_600;

/** Base64, by part number. */
export type PartChecksums = Readonly<Record<string, string>>;

interface SigningParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly store: ObjectStore;
}

/**
 * The multipart upload in the store behind a session. It is started when the first part is signed, not when the
 * session opens, because only then it is known whether the client sends checksums: S3 wants to be told at the start,
 * and refuses every part that comes otherwise.
 */
export async function needMultipart(
  { db, clock, store }: SigningParts,
  session: UploadSessionRow,
  object: ObjectAddress,
  checksum: PartChecksum | null,
): Promise<{ address: MultipartAddress; checksum: PartChecksum | null }> {
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
  parts: SigningParts,
  session: UploadSessionRow,
  object: ObjectAddress,
  wanted: { readonly partNumbers: readonly number[]; readonly checksums?: PartChecksums | undefined },
) {
  const { partNumbers, checksums } = wanted;
  needOpen(session, parts.clock.now());
  const beyond = partNumbers.filter((partNumber) => partNumber > session.partCount);
  if (beyond.length > 0)
    throw new AppError('VALIDATION_FAILED', 'There are no such parts.', { details: { partNumbers: beyond } });
  const { address, checksum } = await needMultipart(parts, session, object, checksums ? 'sha256' : null);
  if (checksums && !checksum)
    throw new AppError('VALIDATION_FAILED', 'This upload was begun without checksums, and goes on so.');
  const unchecked = checksum ? partNumbers.filter((partNumber) => !checksums?.[partNumber]) : [];
  if (unchecked.length > 0)
    throw new AppError('VALIDATION_FAILED', 'This upload was begun with checksums: send one for each part.', {
      details: { partNumbers: unchecked },
    });
  const expiresAt = new Date(parts.clock.now().getTime() + PART_URL_SECONDS * 1000).toISOString();
  const signed = partNumbers.map(async (partNumber) => {
    const sha256 = checksums?.[partNumber];
    const part = { partNumber, sizeBytes: partBytes(session.sizeBytes, session, partNumber), sha256 };
    const url = await parts.store.signPart(address, part, PART_URL_SECONDS);
    return { partNumber, url, expiresAt, ...(sha256 && { headers: { 'x-amz-checksum-sha256': sha256 } }) };
  });
  return { parts: await Promise.all(signed) };
}
