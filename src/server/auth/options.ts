import type { NextAuthOptions } from 'next-auth';
import { encode } from 'next-auth/jwt';
import Credentials from 'next-auth/providers/credentials';
import { AppError } from '#lib/domain/errors.ts';
import type { WebContainer } from '../container.ts';
import { addressOfRequest } from '../http/address-of-request.ts';
import { ACCESS_TOKEN_SECONDS } from './access-token.ts';
import { COOKIE_DAYS, refreshCookie, sessionCookieName } from './cookies.ts';
import { deviceOfRequest } from './device-of-request.ts';
import './session-types.ts';

/**
 * next-auth for browsers: credentials, and a JWT whose `sid` names a row of `sessions`. It is an access token like any
 * other; what renews it is the refresh token, which travels in a cookie of its own.
 * @param answer headers to send along: next-auth has no say over cookies that are not its own
 * @param limitHeaders hold a Retry-After once there were too many wrong passwords
 */
export function authOptions(
  { accounts, sessions, signInLimits, env }: WebContainer,
  request: Request,
  answer: Headers,
  limitHeaders: Headers,
): NextAuthOptions {
  const isSecure = env.PUBLIC_URL.startsWith('https:');
  const address = addressOfRequest(env, request);
  return {
    secret: env.AUTH_SECRET,
    session: { strategy: 'jwt', maxAge: COOKIE_DAYS * 86_400 },
    jwt: {
      // A token that next-auth writes anew, when a page asks who is signed in, ends when it would have ended.
      encode: ({ token, secret }) => {
        const secondsLeft =
          typeof token?.exp === 'number' ? token.exp - Date.now() / 1_000 : ACCESS_TOKEN_SECONDS;
        return encode({ ...(token && { token }), secret, maxAge: Math.max(1, Math.floor(secondsLeft)) });
      },
    },
    useSecureCookies: isSecure,
    pages: { signIn: '/sign-in' },
    cookies: {
      sessionToken: {
        name: sessionCookieName(isSecure),
        options: { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure },
      },
    },
    providers: [
      Credentials({
        credentials: { email: { type: 'email' }, password: { type: 'password' } },
        async authorize(given) {
          const device = deviceOfRequest(request, address);
          try {
            const { email = '', password = '' } = given ?? {};
            const attempt = () => accounts.signIn(email, password, device);
            const opened = await signInLimits.guard({ email, address }, attempt, limitHeaders);
            answer.append('set-cookie', refreshCookie(opened.refreshToken, isSecure));
            return { id: opened.userId, sid: opened.sessionId };
          } catch (error) {
            if (!(error instanceof AppError)) throw error;
            if (error.code === 'UNAUTHORIZED') return null;
            // The page's own sentence goes by the code; FORBIDDEN alone has one that only the server knows.
            throw new Error(error.code === 'FORBIDDEN' ? error.message : error.code);
          }
        },
      }),
    ],
    callbacks: {
      jwt({ token, user }) {
        if (user) token.sid = user.sid;
        return token;
      },
      async session({ session, token }) {
        const viewer = await sessions.viewerOf(token.sid, { address }).catch((error: unknown) => {
          if (error instanceof AppError) return null;
          throw error;
        });
        return viewer ? { expires: session.expires, user: viewer } : { expires: session.expires };
      },
    },
    events: {
      async signOut({ token }) {
        await sessions.revoke(token.sid);
        answer.append('set-cookie', refreshCookie('', isSecure));
      },
    },
  };
}
