import { AppError } from '#lib/domain/errors.ts';
import type { LimitVerdict } from '#lib/domain/rate-limit/limit-rule.ts';

export const limitHeaderNames = ['X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset'] as const;
const [LIMIT, REMAINING, RESET] = limitHeaderNames;

/** Tells a caller where it stands. Of several limits, the one with least left: it is met first. */
function tellLimit(headers: Headers, verdict: LimitVerdict): void {
  const told = headers.get(REMAINING);
  if (told !== null && Number(told) < verdict.remaining) return;
  headers.set(LIMIT, String(verdict.limit));
  headers.set(REMAINING, String(verdict.remaining));
  // Seconds of the epoch, rounded up: whoever comes back then is let in.
  headers.set(RESET, String(Math.ceil(verdict.resetAt / 1000)));
  if (!verdict.isAllowed) headers.set('Retry-After', String(Math.ceil(verdict.retryAfterMs / 1000)));
}

/** @throws AppError RATE_LIMIT_EXCEEDED, with the seconds to wait */
export function needAllowed(headers: Headers, verdict: LimitVerdict): void {
  tellLimit(headers, verdict);
  if (verdict.isAllowed) return;
  const retryAfterSeconds = Math.ceil(verdict.retryAfterMs / 1000);
  throw new AppError('RATE_LIMIT_EXCEEDED', undefined, { details: { retryAfterSeconds } });
}
