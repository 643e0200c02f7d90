import { z } from 'zod';
import { AppError } from '#lib/domain/errors.ts';
import { ACCESS_TOKEN_SECONDS, issueAccessToken } from '../../auth/access-token.ts';
import { refreshCookie, refreshCookieName } from '../../auth/cookies.ts';
import { readCookie } from '../../auth/viewer-of-request.ts';
import { credentials, registration } from '../inputs/accounts.ts';
import { type ApiContext, publicProcedure, router } from '../trpc.ts';

const user = z.object({ id: z.string(), email: z.string(), name: z.string(), role: z.string() });
const access = z.object({ accessToken: z.string(), expiresIn: z.number() });

async function issue(ctx: ApiContext, userId: string, session: { sessionId: string; refreshToken: string }) {
  const { AUTH_SECRET, PUBLIC_URL } = ctx.container.env;
  const isSecure = PUBLIC_URL.startsWith('https:');
  ctx.responseHeaders.append('set-cookie', refreshCookie(session.refreshToken, isSecure));
  const accessToken = await issueAccessToken(AUTH_SECRET, userId, session.sessionId);
  return { accessToken, expiresIn: ACCESS_TOKEN_SECONDS };
}

export const accountsRouter = router({
  register: publicProcedure
    .meta({ openapi: { method: 'POST', path: '/auth/register', tags: ['auth'] }, successStatus: 201 })
    .input(registration)
    .output(z.object({ user }))
    .mutation(async ({ ctx, input }) => ({ user: await ctx.container.accounts.register(input) })),

  login: publicProcedure
    .meta({ openapi: { method: 'POST', path: '/auth/login', tags: ['auth'] } })
    .input(credentials)
    .output(access.extend({ user }))
    .mutation(async ({ ctx, input }) => {
      const { accounts, signInLimits } = ctx.container;
      const found = await signInLimits.guard(
        { email: input.email, address: ctx.address },
        () => accounts.authenticate(input.email, input.password),
        ctx.responseHeaders,
      );
      const session = await ctx.container.accounts.openRefreshableSession(found.id);
      return { ...(await issue(ctx, found.id, session)), user: found };
    }),

  refresh: publicProcedure
    .meta({ openapi: { method: 'POST', path: '/auth/refresh', tags: ['auth'] } })
    .input(z.object({}))
    .output(access)
    .mutation(async ({ ctx }) => {
      const presented = readCookie(ctx.request, refreshCookieName);
      if (!presented) throw new AppError('UNAUTHORIZED');
      const session = await ctx.container.accounts.refresh(presented);
      return issue(ctx, session.user.id, session);
    }),

  logout: publicProcedure
    .meta({ openapi: { method: 'POST', path: '/auth/logout', tags: ['auth'] }, successStatus: 204 })
    .input(z.object({}))
    .output(z.object({}))
    .mutation(async ({ ctx }) => {
      const presented = readCookie(ctx.request, refreshCookieName);
      if (ctx.viewer) await ctx.container.accounts.revoke(ctx.viewer.sessionId);
      else if (presented) await ctx.container.accounts.revokeByRefreshToken(presented);
      else throw new AppError('UNAUTHORIZED');
      ctx.responseHeaders.append(
        'set-cookie',
        refreshCookie('', ctx.container.env.PUBLIC_URL.startsWith('https:')),
      );
      return {};
    }),

  me: publicProcedure.query(({ ctx }) => ctx.viewer),
});
