import { getToken } from 'next-auth/jwt';
import { AppError } from '#lib/domain/errors.ts';
import type { MaybeViewer } from '../accounts/viewer.ts';
import type { WebContainer } from '../container.ts';
import { sessionCookieName } from './cookies.ts';

/** Cookies of other programs on this host may hold anything: one that is no encoding is taken as it stands. */
function decodeValue(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** Cookies of a plain Request as next-auth wants them. */
function readCookies(request: Request): Record<string, string> {
  const pairs = (request.headers.get('cookie') ?? '').split('; ').map((pair) => {
    const equals = pair.indexOf('=');
    return [pair.slice(0, equals), decodeValue(pair.slice(equals + 1))] as const;
  });
  return Object.fromEntries(pairs.filter(([name]) => name !== ''));
}

export function readCookie(request: Request, name: string): string | undefined {
  return readCookies(request)[name];
}

/**
 * Who asks, by session cookie or bearer token. Both are JWTs of next-auth's making that carry a `sid`,
 * and the session it names must live: signing out works at once, everywhere.
 */
export async function viewerOfRequest(container: WebContainer, request: Request): Promise<MaybeViewer> {
  const isSecure = container.env.PUBLIC_URL.startsWith('https:');
  const token = await getToken({
    req: { cookies: readCookies(request), headers: Object.fromEntries(request.headers) } as Parameters<
      typeof getToken
    >[0]['req'],
    secret: container.env.AUTH_SECRET,
    cookieName: sessionCookieName(isSecure),
  });
  return typeof token?.sid === 'string' ? container.accounts.viewerOf(token.sid) : null;
}

/**
 * Who calls the REST surface. Anonymous is only who sends no token: to one that is over, its owner's private videos would
 * seem to be gone, instead of its token.
 * @throws AppError UNAUTHORIZED for a bearer token that has expired or was signed out
 */
export async function viewerOfCall(container: WebContainer, request: Request): Promise<MaybeViewer> {
  const viewer = await viewerOfRequest(container, request);
  const sentToken = /^bearer /i.test(request.headers.get('authorization') ?? '');
  // Whoever signs in or refreshes may well send the old one along.
  const isSigningIn = new URL(request.url).pathname.startsWith('/api/v1/auth/');
  if (!viewer && sentToken && !isSigningIn)
    throw new AppError('UNAUTHORIZED', 'Your access token has expired or was signed out.');
  return viewer;
}
