import type { NextAuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { AppError } from '#lib/domain/errors.ts';
import type { WebContainer } from '../container.ts';
import { sessionCookieName } from './cookies.ts';
import './session-types.ts';

/**
 * next-auth for browsers: credentials, and a JWT whose `sid` names a row of `sessions`.
 * @param address who signs in, for the limit on wrong passwords
 * @param limitHeaders hold a Retry-After once there were too many
 */
export function authOptions(
  { accounts, signInLimits, env }: WebContainer,
  address: string,
  limitHeaders: Headers,
): NextAuthOptions {
  const isSecure = env.PUBLIC_URL.startsWith('https:');
  return {
    secret: env.AUTH_SECRET,
    session: { strategy: 'jwt', maxAge: 30 * 86_400 },
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
          try {
            const { email = '', password = '' } = given ?? {};
            const attempt = () => accounts.authenticate(email, password);
            return await signInLimits.guard({ email, address }, attempt, limitHeaders);
          } catch (error) {
            if (error instanceof AppError) return null;
            throw error;
          }
        },
      }),
    ],
    callbacks: {
      async jwt({ token, user }) {
        if (user) token.sid = await accounts.openSession(user.id);
        return token;
      },
      async session({ session, token }) {
        const viewer = await accounts.viewerOf(token.sid);
        return viewer ? { expires: session.expires, user: viewer } : { expires: session.expires };
      },
    },
    events: {
      async signOut({ token }) {
        await accounts.revoke(token.sid);
      },
    },
  };
}
