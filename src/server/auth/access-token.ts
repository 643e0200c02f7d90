import { encode } from 'next-auth/jwt';

/** Short, because a bearer token can be copied; the session behind it is looked up on each request besides. */
export const ACCESS_TOKEN_SECONDS = 900;

/** A bearer token for programs: the same kind of JWT as the browser's cookie. */
export function issueAccessToken(secret: string, userId: string, sid: string): Promise<string> {
  return encode({ secret, token: { sub: userId, sid }, maxAge: ACCESS_TOKEN_SECONDS });
}
