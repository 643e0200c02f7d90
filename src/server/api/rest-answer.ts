import { statusOfError } from '#lib/domain/errors.ts';
import { describeError, RETRY_AFTER_SECONDS } from './errors.ts';

/** An answer of the REST surface. None is kept by a cache: each was made for who asked. */
export function restAnswer(status: number, body: unknown, headers: Headers): Response {
  headers.set('cache-control', 'no-store');
  if (status === 503 && !headers.has('retry-after')) headers.set('retry-after', RETRY_AFTER_SECONDS);
  if (status === 204) return new Response(null, { status, headers });
  headers.set('content-type', 'application/json');
  return new Response(JSON.stringify(body), { status, headers });
}

/** The error half of the envelope. */
export function restError(error: unknown, headers = new Headers()): Response {
  const { code, message, details } = describeError(error);
  return restAnswer(statusOfError(code), { success: false, error: { code, message, details } }, headers);
}
