import { describe, expect, it } from 'vitest';
import { AppError, type ErrorCode, isErrorCode, statusOfError } from './errors.ts';
import { explainMediaError, isRetryable, MediaError, mediaErrorCodes } from './media-error.ts';

/** Part of the REST surface: clients rely on both columns. The compiler demands a row for each code. */
const statuses: Readonly<Record<ErrorCode, number>> = {
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  QUOTA_EXCEEDED: 403,
  NOT_FOUND: 404,
  VIDEO_NOT_FOUND: 404,
  UPLOAD_NOT_FOUND: 404,
  EMAIL_TAKEN: 409,
  UPLOAD_INCOMPLETE: 409,
  UPLOAD_CLOSED: 409,
  VIDEO_ALREADY_PROCESSING: 409,
  MODERATION_CONFLICT: 409,
  SETTING_CONFLICT: 409,
  LEASE_LOST: 409,
  VIDEO_GONE: 410,
  FILE_TOO_LARGE: 413,
  INVALID_FILE_TYPE: 415,
  VALIDATION_FAILED: 422,
  RATE_LIMIT_EXCEEDED: 429,
  INTERNAL: 500,
  UPLOAD_FAILED: 502,
  SEGMENT_NOT_READY: 503,
  SERVICE_UNAVAILABLE: 503,
};
const codes = Object.keys(statuses).filter(isErrorCode);

describe('an error that leaves the server', () => {
  it.each(codes)('%s has its status and a sentence', (code) => {
    const error = new AppError(code);
    expect(error.status).toBe(statuses[code]);
    expect(statusOfError(code)).toBe(statuses[code]);
    expect(error.message).toMatch(/^[A-Z].*\.$/s);
  });

  it('can say it in words of its own and keeps the cause inside', () => {
    const cause = new Error('secret');
    const error = new AppError('NOT_FOUND', 'Not here.', { cause, details: { id: 1 } });
    expect(error).toMatchObject({ message: 'Not here.', code: 'NOT_FOUND', details: { id: 1 }, cause });
  });

  it.each(['', 'OOPS', 'toString', '__proto__', 404, null, undefined])('%j is no code', (value) => {
    expect(isErrorCode(value)).toBe(false);
  });
});

describe('the reason of a failed video', () => {
  it.each(mediaErrorCodes)('%s is a sentence for its owner, without paths or addresses', (code) => {
    expect(explainMediaError(code)).toMatch(/^[A-Z][^/:]*\.$/);
    expect(new MediaError(code).message).toBe(explainMediaError(code));
  });

  it('invites to try again only where that can help', () => {
    expect(mediaErrorCodes.filter(isRetryable)).toEqual([
      'TRANSCODE_FAILED',
      'WORKERS_LOST',
      'OUT_OF_MEMORY',
    ]);
  });
});
