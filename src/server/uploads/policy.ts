import { AppError } from '#lib/domain/errors.ts';
import { contentTypeOf } from '#lib/domain/file-type.ts';
import { MAX_PARTS, MAX_SINGLE_PUT_BYTES } from '#lib/domain/multipart.ts';
import type { Viewer } from '../accounts/viewer.ts';
import type { UploadSessionRow } from '../db/schema/upload-sessions.ts';

/** Parts of what passes through web lie in this process's memory: they do not grow with the file. */
export const WEB_PART_BYTES = 8 * 1024 ** 2;

export interface UploadRules {
  /** Largest file this site takes, bytes. */
  readonly maxBytes: number;
  /** Largest file of a presigned POST, bytes. */
  readonly maxPostBytes: number;
}

/** Largest file that a door takes, bytes. */
export function mostBytesOf(rules: UploadRules, door: UploadSessionRow['door']): number {
  switch (door) {
    case 'multipart':
      return rules.maxBytes;
    case 'put':
      return Math.min(rules.maxBytes, MAX_SINGLE_PUT_BYTES);
    case 'post':
      return Math.min(rules.maxBytes, rules.maxPostBytes, MAX_SINGLE_PUT_BYTES);
    case 'form':
    case 'tus':
      return Math.min(rules.maxBytes, MAX_PARTS * WEB_PART_BYTES);
  }
}

/** Checks what is declared before anything is signed; answers the content type to store. */
export function judgeDeclaration(
  rules: UploadRules,
  file: { filename: string; fileSize: number; contentType: string },
  door: UploadSessionRow['door'],
): string {
  const limit = mostBytesOf(rules, door);
  if (file.fileSize > limit)
    throw new AppError('FILE_TOO_LARGE', undefined, { details: { maxBytes: limit } });
  const contentType = contentTypeOf(file.filename, file.contentType);
  if (!contentType) throw new AppError('INVALID_FILE_TYPE');
  return contentType;
}

/** Another person's upload does not exist for the asker. */
export function needOwn(viewer: Viewer, session: UploadSessionRow | undefined): UploadSessionRow {
  if (!session || session.ownerId !== viewer.userId) throw new AppError('UPLOAD_NOT_FOUND');
  return session;
}

export function needOpen(session: UploadSessionRow, now: Date): void {
  if (session.status !== 'open' || session.expiresAt <= now) throw new AppError('UPLOAD_CLOSED');
}
