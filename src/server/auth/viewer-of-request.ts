import { getToken } from 'next-auth/jwt';
import type { ApiScope } from '#lib/domain/api-scopes.ts';
import { AppError } from '#lib/domain/errors.ts';
import type { MaybeViewer } from '../accounts/viewer.ts';
import type { WebContainer } from '../container.ts';
import { addressOfRequest } from '../http/address-of-request.ts';
import { sessionCookieName } from './cookies.ts';
import { checkKeyScope } from './key-scopes.ts';

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

const bearerPattern = /^bearer /i;

/** The scope that an API key needs here, or that the procedure's own meta names it. Without either no key gets in. */
export type KeyNeeds = ApiScope | 'by-procedure';

/** The API key that the request carries in place of an access token. */
export function apiKeyOf(request: Request): string | undefined {
  return /^bearer +(slk_\S*)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
}

async function viewerOfKey(
  container: WebContainer,
  key: string,
  needs: KeyNeeds | undefined,
): Promise<MaybeViewer> {
  const viewer = await container.apiKeys.viewerOf(key);
  if (!viewer) throw new AppError('UNAUTHORIZED', 'This API key is unknown, was revoked or has expired.');
  if (needs !== 'by-procedure') checkKeyScope(viewer, needs);
  return viewer;
}

/**
 * Who asks, by session cookie, bearer token or API key. The first two are JWTs of next-auth's making that carry a
 * `sid`, and the session it names must live: signing out works at once, everywhere.
 * @throws AppError UNAUTHORIZED for an API key that counts no more; FORBIDDEN for one that may not do this, and to a banned person
 */
export async function viewerOfRequest(
  container: WebContainer,
  request: Request,
  keyNeeds?: KeyNeeds,
): Promise<MaybeViewer> {
  const key = apiKeyOf(request);
  if (key !== undefined) return viewerOfKey(container, key, keyNeeds);
  const isSecure = container.env.PUBLIC_URL.startsWith('https:');
  // Who sends a bearer token means it, whatever cookie the browser adds.
  const cookies = bearerPattern.test(request.headers.get('authorization') ?? '') ? {} : readCookies(request);
  const token = await getToken({
    req: { cookies, headers: Object.fromEntries(request.headers) } as Parameters<typeof getToken>[0]['req'],
    secret: container.env.AUTH_SECRET,
    cookieName: sessionCookieName(isSecure),
  });
  const address = addressOfRequest(container.env, request);
  return typeof token?.sid === 'string' ? container.sessions.viewerOf(token.sid, { address }) : null;
}

/**
 * Who calls the API. Anonymous is only who sends no token: to one that is over, its owner's private videos would seem to
 * be gone, instead of its token. Browsers renew theirs at the 401 and call again.
 * @throws AppError UNAUTHORIZED for a token that has expired or was signed out; and as `viewerOfRequest`
 */
export async function viewerOfCall(
  container: WebContainer,
  request: Request,
  keyNeeds?: KeyNeeds,
): Promise<MaybeViewer> {
  // Whoever signs in, renews or signs out may well send the old one along.
  const isAtTheDoor = new URL(request.url).pathname.startsWith('/api/v1/auth/');
  try {
    const viewer = await viewerOfRequest(container, request, keyNeeds);
    if (viewer || isAtTheDoor || !sendsToken(container, request)) return viewer;
  } catch (error) {
    if (isAtTheDoor && error instanceof AppError) return null;
    throw error;
  }
  throw new AppError('UNAUTHORIZED', 'Your access token has expired or was signed out.');
}

function sendsToken({ env }: WebContainer, request: Request): boolean {
  const cookie = sessionCookieName(env.PUBLIC_URL.startsWith('https:'));
  return (
    bearerPattern.test(request.headers.get('authorization') ?? '') || Boolean(readCookie(request, cookie))
  );
}
