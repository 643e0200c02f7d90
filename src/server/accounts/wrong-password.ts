import { AppError } from '#lib/domain/errors.ts';

/** Of a person who is signed in and was asked for their password once more. It tells of the field. */
export function wrongPassword(field: string): AppError {
  const message = 'This is not your password.';
  return new AppError('UNAUTHORIZED', message, { details: { fields: [{ path: field, message }] } });
}
