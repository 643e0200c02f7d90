import { createHmac, timingSafeEqual } from 'node:crypto';

/** A page may lie open for a day before somebody plays it. */
const LIFETIME_MS = 48 * 3_600_000;

function sign(secret: string, videoId: string, body: string): Buffer {
  // No grant begins like this: the two can not be mistaken for each other.
  return createHmac('sha256', secret).update(`view.${videoId}.${body}`).digest().subarray(0, 18);
}

/** Says when a watch page was given out: `<base 36 milliseconds>.<signature>`. Without one nothing is counted. */
export function issueViewToken(secret: string, videoId: string, openedAt: Date): string {
  const body = openedAt.getTime().toString(36);
  return `${body}.${sign(secret, videoId, body).toString('base64url')}`;
}

/** When the page was opened; undefined of a token that was not issued here, for this video, or is too old. */
export function readViewToken(secret: string, videoId: string, token: string, now: Date): Date | undefined {
  const [body = '', signature = ''] = token.split('.');
  const given = Buffer.from(signature, 'base64url');
  const expected = sign(secret, videoId, body);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  const openedAt = Number.parseInt(body, 36);
  const age = now.getTime() - openedAt;
  // Another replica's clock may be a little ahead.
  return age > -LIFETIME_MS && age < LIFETIME_MS ? new Date(openedAt) : undefined;
}
