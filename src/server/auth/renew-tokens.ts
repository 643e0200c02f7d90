import { AppError } from '#lib/domain/errors.ts';
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
 * Renews the tokens by the refresh token of the request. One that is over is taken away from the browser.
 * @throws AppError UNAUTHORIZED, or FORBIDDEN to a banned person
 */
export async function renewTokens(container: WebContainer, request: Request, answer: Headers) {
  const presented = refreshTokenOf(container, request);
  const address = addressOfRequest(container.env, request);
  try {
    if (!presented) throw new AppError('UNAUTHORIZED');
    const session = await container.sessions.refresh(presented, { address });
    return await issueTokens(container, request, answer, session);
  } catch (error) {
    if (error instanceof AppError) removeTokens(container, answer);
    throw error;
  }
}
