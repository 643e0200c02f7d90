import { decode } from 'next-auth/jwt';
import { AppError } from '#lib/domain/errors.ts';
import type { Device } from '../accounts/device.ts';
import type { WebContainer } from '../container.ts';
import { addressOfRequest } from '../http/address-of-request.ts';
import { ACCESS_TOKEN_SECONDS, issueAccessToken } from './access-token.ts';
import { refreshCookie, refreshCookieName, sessionCookie, sessionCookieName } from './cookies.ts';
import { readCookie } from './viewer-of-request.ts';

const isSecure = ({ env }: WebContainer): boolean => env.PUBLIC_URL.startsWith('https:');

interface Renewable {
  readonly userId: string;
  readonly sessionId: string;
  readonly refreshToken: string;
}

/** The tokens of a session: the refresh token as a cookie, and to a browser the access token as well. */
export async function issueTokens(
  container: WebContainer,
  request: Request,
  answer: Headers,
  { userId, sessionId, refreshToken }: Renewable,
) {
  const secure = isSecure(container);
  const accessToken = await issueAccessToken(container.env.AUTH_SECRET, userId, sessionId);
  answer.append('set-cookie', refreshCookie(refreshToken, secure));
  if (readCookie(request, sessionCookieName(secure)))
    answer.append('set-cookie', sessionCookie(accessToken, secure));
  return { accessToken, expiresIn: ACCESS_TOKEN_SECONDS };
}

/** The refresh token that a browser sends along, if it has one. */
export function refreshTokenOf(container: WebContainer, request: Request): string | undefined {
  return readCookie(request, refreshCookieName(isSecure(container)));
}

/** Takes both cookies away from the browser. */
export function removeTokens(container: WebContainer, answer: Headers): void {
  answer.append('set-cookie', refreshCookie('', isSecure(container)));
  answer.append('set-cookie', sessionCookie('', isSecure(container)));
}

/**
 * What a browser already holds when another of its requests has renewed its session a moment ago. A second exchange
 * then would turn a third request, still on its way with the first token, into the use of a stolen one.
 */
async function heldTokens(container: WebContainer, request: Request, { address }: Pick<Device, 'address'>) {
  const accessToken = readCookie(request, sessionCookieName(isSecure(container)));
  const payload = await decode({ token: accessToken, secret: container.env.AUTH_SECRET }).catch(() => null);
  if (!accessToken || typeof payload?.sid !== 'string') return undefined;
  const expiresIn = Math.floor(Number(payload.exp) - Date.now() / 1_000);
  const isLive = expiresIn > 0 && (await container.sessions.viewerOf(payload.sid, { address }));
  return isLive ? { accessToken, expiresIn } : undefined;
}

/**
 * Renews the tokens by the refresh token of the request. One that is over is taken away from the browser.
 * @throws AppError UNAUTHORIZED, or FORBIDDEN to a banned person
 */
export async function renewTokens(container: WebContainer, request: Request, answer: Headers) {
  const presented = refreshTokenOf(container, request);
  const address = addressOfRequest(container.env, request);
  try {
    const held = await heldTokens(container, request, { address });
    if (held) return held;
    if (!presented) throw new AppError('UNAUTHORIZED');
    const session = await container.sessions.refresh(presented, { address });
    return await issueTokens(container, request, answer, session);
  } catch (error) {
    if (error instanceof AppError) removeTokens(container, answer);
    throw error;
  }
}
