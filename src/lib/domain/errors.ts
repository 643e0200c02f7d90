/**
 * Every error a person or a program can meet, by its stable code.
 * Codes are part of the REST surface: rename none, add freely.
 */
const definitions = {
  UNAUTHORIZED: { status: 401, message: 'Sign in first.' },
  FORBIDDEN: { status: 403, message: 'You may not do this.' },
  QUOTA_EXCEEDED: { status: 403, message: 'Your quota is used up.' },
  NOT_FOUND: { status: 404, message: 'There is nothing here.' },
  VIDEO_NOT_FOUND: { status: 404, message: 'This video does not exist, or you may not see it.' },
  UPLOAD_NOT_FOUND: { status: 404, message: 'This upload does not exist, or it is not yours.' },
  EMAIL_TAKEN: { status: 409, message: 'An account with this e-mail address exists already.' },
  UPLOAD_INCOMPLETE: { status: 409, message: 'Parts of the upload are missing.' },
  UPLOAD_CLOSED: { status: 409, message: 'This upload was completed, aborted or has expired.' },
  VIDEO_ALREADY_PROCESSING: { status: 409, message: 'This video is not in a state that allows this.' },
  MODERATION_CONFLICT: { status: 409, message: 'This video is not in a state that allows this decision.' },
  SETTING_CONFLICT: { status: 409, message: 'Somebody else has changed this meanwhile. Look at it again.' },
  LEASE_LOST: { status: 409, message: 'Another worker holds this task now.' },
  VIDEO_GONE: { status: 410, message: 'This video can not be played any more.' },
  FILE_TOO_LARGE: { status: 413, message: 'The file is larger than this site accepts.' },
  INVALID_FILE_TYPE: { status: 415, message: 'This is not a video type this site accepts.' },
  VALIDATION_FAILED: { status: 422, message: 'The request is not valid.' },
  RATE_LIMIT_EXCEEDED: { status: 429, message: 'Too many requests. Wait a moment.' },
  INTERNAL: { status: 500, message: 'Something went wrong on our side.' },
  UPLOAD_FAILED: { status: 502, message: 'The storage did not accept the upload. Try again.' },
  SEGMENT_NOT_READY: { status: 503, message: 'This part is being encoded. Ask again in a moment.' },
  SERVICE_UNAVAILABLE: { status: 503, message: 'A part of the service is not reachable. Try again soon.' },
} as const;

export type ErrorCode = keyof typeof definitions;
export const errorCodes = Object.keys(definitions) as ErrorCode[];

/** An error whose text may be shown to whoever caused it; anything secret stays in `cause`. */
export class AppError extends Error {
  /** By name: Next.js bundles pages and routes apart, so one process holds this class more than once. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'AppError';
  }

  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>> | undefined;

  constructor(
    code: ErrorCode,
    message?: string,
    options: { details?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(message ?? definitions[code].message, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.details = options.details;
  }

  /** The HTTP status that REST answers with. */
  get status(): number {
    return definitions[this.code].status;
  }
}

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(definitions, value);
}

export function statusOfError(code: ErrorCode): number {
  return definitions[code].status;
}
