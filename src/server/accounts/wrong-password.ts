import { AppError } from '#lib/domain/errors.ts';

/** Beside its field. 422, not 401: the session is good, and a client must not try to renew it. */
export function wrongPassword(field: string): AppError {
  const message = 'This is not your password.';
  return new AppError('VALIDATION_FAILED', message, { details: { fields: [{ path: field, message }] } });
}
