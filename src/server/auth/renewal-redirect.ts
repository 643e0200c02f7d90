import { decode } from 'next-auth/jwt';
import { sessionCookieName } from './cookies.ts';
import { readCookie } from './viewer-of-request.ts';

/** The call that the refresh cookie travels to, and that leads back. */
const CONTINUE = '/api/v1/auth/continue';

/**
 * Where a browser must go before its page: its access token is over, and the refresh token that makes a new one travels
 * to the auth calls alone. Without it people would seem to be signed out on the first page after a quarter of an hour.
 */
export async function renewalRedirect(
  request: Request,
  { AUTH_SECRET, PUBLIC_URL }: { readonly AUTH_SECRET: string; readonly PUBLIC_URL: string },
): Promise<URL | undefined> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
  const token = readCookie(request, sessionCookieName(PUBLIC_URL.startsWith('https:')));
  if (!token) return undefined;
  const isGood = await decode({ token, secret: AUTH_SECRET }).then(Boolean, () => false);
  if (isGood) return undefined;
  const { pathname, search } = new URL(request.url);
  const target = new URL(CONTINUE, request.url);
  target.searchParams.set('next', `${pathname}${search}`);
  return target;
}
