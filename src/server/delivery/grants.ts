import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Who a grant was given to: anyone while the video is open to strangers; who gave its password, while it is that password;
 * its owner before that and of what is private; a moderator, who alone plays what was taken down.
 */
export type GrantAudience = 'open' | 'unlocked' | 'inside' | 'review';

const letters: Readonly<Record<GrantAudience, string>> = {
  open: 'o',
  unlocked: 'u',
  inside: 'i',
  review: 'r',
};
const audiences = Object.keys(letters) as GrantAudience[];

export interface Grant {
  readonly videoId: string;
  readonly audience: GrantAudience;
  readonly expiresAt: Date;
  /** Of `unlocked`: which password was given, by `printOf`. */
  readonly print?: string;
}

function sign(secret: string, videoId: string, body: string): Buffer {
  return createHmac('sha256', secret).update(`${videoId}.${body}`).digest().subarray(0, 18);
}

/** Tells one password of a video from the next; says nothing about either. */
export function printOf(secret: string, passwordHash: string): string {
  return createHmac('sha256', secret).update(`password.${passwordHash}`).digest('base64url').slice(0, 8);
}

/** `<audience><expiry, base 36 seconds>[-<print>].<signature>`: short, for it stands on every line of a playlist. */
export function issueGrant(secret: string, grant: Grant): string {
  const expiry = Math.floor(grant.expiresAt.getTime() / 1000).toString(36);
  const print = grant.print === undefined ? '' : `-${grant.print}`;
  const body = `${letters[grant.audience]}${expiry}${print}`;
  return `${body}.${sign(secret, grant.videoId, body).toString('base64url')}`;
}

/** The grant if it was issued here, for this video, and has not expired. */
export function readGrant(secret: string, videoId: string, token: string, now: Date): Grant | undefined {
  const [body = '', signature = ''] = token.split('.');
  const expected = sign(secret, videoId, body);
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  const expiresAt = new Date(Number.parseInt(body.slice(1), 36) * 1000);
  if (!(expiresAt > now)) return undefined;
  const audience = audiences.find((known) => body.startsWith(letters[known]));
  const print = /-(.*)$/.exec(body)?.[1];
  return audience && { videoId, audience, expiresAt, ...(print !== undefined && { print }) };
}
