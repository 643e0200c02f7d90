import { TRPCError } from '@trpc/server';
import { ZodError } from 'zod';
import { AppError, type ErrorCode } from '#lib/domain/errors.ts';
import { hasErrorCode, unreachableCodes } from '../db/error-codes.ts';
import { ObjectStoreError } from '../ports/object-store.ts';

type TrpcCode = TRPCError['code'];

/** The one map from our codes to tRPC's. */
const trpcCodes: Readonly<Record<ErrorCode, TrpcCode>> = {
  UNAUTHORIZED: 'UNAUTHORIZED',
  FORBIDDEN: 'FORBIDDEN',
  QUOTA_EXCEEDED: 'FORBIDDEN',
  NOT_FOUND: 'NOT_FOUND',
  VIDEO_NOT_FOUND: 'NOT_FOUND',
  UPLOAD_NOT_FOUND: 'NOT_FOUND',
  EMAIL_TAKEN: 'CONFLICT',
  UPLOAD_INCOMPLETE: 'CONFLICT',
  UPLOAD_CLOSED: 'CONFLICT',
  VIDEO_ALREADY_PROCESSING: 'CONFLICT',
  MODERATION_CONFLICT: 'CONFLICT',
  SETTING_CONFLICT: 'CONFLICT',
  LEASE_LOST: 'CONFLICT',
  VIDEO_GONE: 'NOT_FOUND',
  FILE_TOO_LARGE: 'PAYLOAD_TOO_LARGE',
  INVALID_FILE_TYPE: 'UNSUPPORTED_MEDIA_TYPE',
  VALIDATION_FAILED: 'UNPROCESSABLE_CONTENT',
  RATE_LIMIT_EXCEEDED: 'TOO_MANY_REQUESTS',
  INTERNAL: 'INTERNAL_SERVER_ERROR',
  UPLOAD_FAILED: 'BAD_GATEWAY',
  SEGMENT_NOT_READY: 'SERVICE_UNAVAILABLE',
  SERVICE_UNAVAILABLE: 'SERVICE_UNAVAILABLE',
};

const unreachable = new Set(unreachableCodes);

function detailsOfZod(error: ZodError): Record<string, unknown> {
  return { fields: error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })) };
}

/** What went wrong in words that may leave the server. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof ZodError)
    return new AppError('VALIDATION_FAILED', undefined, { details: detailsOfZod(error) });
  if (error instanceof ObjectStoreError && error.isAway)
    return new AppError('SERVICE_UNAVAILABLE', 'The storage is not reachable. Try again soon.', {
      cause: error,
    });
  if (error instanceof ObjectStoreError) return new AppError('UPLOAD_FAILED', undefined, { cause: error });
  if (hasErrorCode(error, unreachable))
    return new AppError('SERVICE_UNAVAILABLE', undefined, { cause: error });
  if (error instanceof TRPCError) {
    // Ours, on its way out: INVALID_FILE_TYPE travels under the very code that tRPC's own refusal of a body has.
    if (error.cause instanceof AppError) return error.cause;
    // What tRPC refuses by itself; its own words name its insides.
    if (error.code === 'PARSE_ERROR') return new AppError('VALIDATION_FAILED', 'This is not JSON.');
    if (error.code === 'UNSUPPORTED_MEDIA_TYPE')
      return new AppError('VALIDATION_FAILED', 'Send application/json.');
    if (error.cause) return toAppError(error.cause);
    if (error.code === 'UNAUTHORIZED') return new AppError('UNAUTHORIZED');
    if (error.code === 'NOT_FOUND') return new AppError('NOT_FOUND');
    if (error.code === 'BAD_REQUEST') return new AppError('VALIDATION_FAILED');
  }
  return new AppError('INTERNAL', undefined, { cause: error });
}

/** A store restarts in seconds; who asks sooner only adds to what it has to take in then. */
export const RETRY_AFTER_SECONDS = '5';

export function toTrpcError(error: unknown): TRPCError {
  const app = toAppError(error);
  return new TRPCError({ code: trpcCodes[app.code], message: app.message, cause: app });
}

export function describeError(error: unknown): { code: ErrorCode; message: string; details: unknown } {
  const app = toAppError(error);
  return { code: app.code, message: app.message, details: app.details ?? {} };
}
