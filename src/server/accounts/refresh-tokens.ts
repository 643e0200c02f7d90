import { createHmac, timingSafeEqual } from 'node:crypto';

/** Which refresh token of which session: both ids stand in MySQL, and neither is a secret by itself. */
export interface RefreshTokenIds {
  readonly sessionId: string;
  readonly jti: string;
}

const KEY_PURPOSE = 'refresh token';

/** Derived, so that a token of another kind that is signed with the same secret is never one of these. */
function sign(secret: string, { sessionId, jti }: RefreshTokenIds): string {
  const key = createHmac('sha256', secret).update(KEY_PURPOSE).digest();
  return createHmac('sha256', key).update(`${sessionId}.${jti}`).digest('base64url');
}

/** `<session>.<jti>.<signature>`. The same ids give the same token: tabs that ask together get one and the same. */
export function mintRefreshToken(secret: string, ids: RefreshTokenIds): string {
  return `${ids.sessionId}.${ids.jti}.${sign(secret, ids)}`;
}

/**
 * What a token names, if we made it. Only of a token of ours does it matter that it is an old one: otherwise anybody
 * who knows a session's id could end it.
 */
export function readRefreshToken(secret: string, token: string): RefreshTokenIds | undefined {
  const [sessionId, jti, signature, ...rest] = token.split('.');
  if (!sessionId || !jti || !signature || rest.length > 0) return undefined;
  const expected = Buffer.from(sign(secret, { sessionId, jti }));
  const given = Buffer.from(signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  return { sessionId, jti };
}
