import { z } from 'zod';
import { AppError } from '#lib/domain/errors.ts';
import { deviceOfRequest } from '../../auth/device-of-request.ts';
import { issueTokens, refreshTokenOf, removeTokens, renewTokens } from '../../auth/renew-tokens.ts';
import {
  banning,
  credentials,
  deviceId,
  emailProof,
  measure,
  passwordChange,
  passwordProof,
  passwordReset,
  peopleSearch,
  person,
  profile,
  registration,
  resetRequest,
  roleChange,
  trust,
} from '../inputs/accounts.ts';
import { withPasswordProof } from '../password-proof.ts';
import { type ApiContext, moderatorProcedure, publicProcedure, router, signedInProcedure } from '../trpc.ts';

const user = z.object({ id: z.string(), email: z.string(), name: z.string(), role: z.string() });
const access = z.object({ accessToken: z.string(), expiresIn: z.number() });
const done = z.object({});

const deviceOf = (ctx: ApiContext) => deviceOfRequest(ctx.request, ctx.address);

export const accountsRouter = router({
  register: publicProcedure
    .meta({ openapi: { method: 'POST', path: '/auth/register', tags: ['auth'] }, successStatus: 201 })
    .input(registration)
    .output(z.object({ user }))
    .mutation(async ({ ctx, input }) => ({
      user: await ctx.container.accounts.register(input, deviceOf(ctx)),
    })),

  login: publicProcedure
    .meta({ openapi: { method: 'POST', path: '/auth/login', tags: ['auth'] } })
    .input(credentials)
    .output(access.extend({ user }))
    .mutation(async ({ ctx, input }) => {
      const { accounts, signInLimits } = ctx.container;
      const session = await signInLimits.guard(
        { email: input.email, address: ctx.address },
        () => accounts.signIn(input.email, input.password, deviceOf(ctx)),
        ctx.responseHeaders,
      );
      const tokens = await issueTokens(ctx.container, ctx.request, ctx.responseHeaders, session);
      return { ...tokens, user: session.user };
    }),

  refresh: publicProcedure
    .meta({ openapi: { method: 'POST', path: '/auth/refresh', tags: ['auth'] } })
    .input(z.object({}))
    .output(access)
    .mutation(({ ctx }) => renewTokens(ctx.container, ctx.request, ctx.responseHeaders)),

  logout: publicProcedure
    .meta({ openapi: { method: 'POST', path: '/auth/logout', tags: ['auth'] }, successStatus: 204 })
    .input(z.object({}))
    .output(done)
    .mutation(async ({ ctx }) => {
      const { sessions } = ctx.container;
      const presented = refreshTokenOf(ctx.container, ctx.request);
      removeTokens(ctx.container, ctx.responseHeaders);
      if (!ctx.viewer && !presented) throw new AppError('UNAUTHORIZED');
      if (ctx.viewer) await sessions.revoke(ctx.viewer.sessionId);
      if (presented) await sessions.revokeByRefreshToken(presented);
      return {};
    }),

  me: publicProcedure.query(({ ctx }) => ctx.viewer),

  profile: signedInProcedure.query(({ ctx }) => ctx.container.accounts.profileOf(ctx.viewer)),

  rename: signedInProcedure
    .input(profile)
    .output(done)
    .mutation(async ({ ctx, input }) => {
      await ctx.container.accounts.rename(ctx.viewer, input.name);
      return {};
    }),

  changePassword: signedInProcedure
    .input(passwordChange)
    .output(done)
    .mutation(async ({ ctx, input }) => {
      const { accounts } = ctx.container;
      const change = () => accounts.changePassword(ctx.viewer, input, deviceOf(ctx));
      await withPasswordProof(ctx, ctx.viewer, change);
      return {};
    }),

  devices: signedInProcedure.query(({ ctx }) => ctx.container.sessions.devicesOf(ctx.viewer)),

  revokeDevice: signedInProcedure
    .input(deviceId)
    .output(done)
    .mutation(async ({ ctx, input }) => {
      await ctx.container.sessions.revokeDevice(ctx.viewer, input.id, deviceOf(ctx));
      return {};
    }),

  revokeOtherDevices: signedInProcedure
    .output(z.object({ revoked: z.number() }))
    .mutation(({ ctx }) => ctx.container.sessions.revokeOthers(ctx.viewer, deviceOf(ctx))),

  requestVerification: signedInProcedure.output(done).mutation(async ({ ctx }) => {
    const { email } = ctx.viewer;
    await ctx.container.signInLimits.countLetter({ email, address: ctx.address }, ctx.responseHeaders);
    await ctx.container.accounts.requestVerification(ctx.viewer);
    return {};
  }),

  verifyEmail: publicProcedure
    .input(emailProof)
    .output(done)
    .mutation(async ({ ctx, input }) => {
      await ctx.container.recovery.verifyEmail(input.token, deviceOf(ctx));
      return {};
    }),

  requestPasswordReset: publicProcedure
    .input(resetRequest)
    .output(done)
    .mutation(async ({ ctx, input }) => {
      const who = { email: input.email, address: ctx.address };
      await ctx.container.signInLimits.countLetter(who, ctx.responseHeaders);
      await ctx.container.recovery.requestPasswordReset(input.email);
      return {};
    }),

  resetPassword: publicProcedure
    .input(passwordReset)
    .output(done)
    .mutation(async ({ ctx, input }) => {
      await ctx.container.recovery.resetPassword(input.token, input.password, deviceOf(ctx));
      return {};
    }),

  deleteAccount: signedInProcedure
    .input(passwordProof)
    .output(done)
    .mutation(async ({ ctx, input }) => {
      const { departures } = ctx.container;
      const leave = () => departures.leave(ctx.viewer, input.password, deviceOf(ctx));
      await withPasswordProof(ctx, ctx.viewer, leave);
      removeTokens(ctx.container, ctx.responseHeaders);
      return {};
    }),

  ban: signedInProcedure
    .input(banning)
    .output(done)
    .mutation(async ({ ctx, input }) => {
      await ctx.container.standing.ban(ctx.viewer, input, deviceOf(ctx));
      return {};
    }),

  unban: signedInProcedure
    .input(person)
    .output(done)
    .mutation(async ({ ctx, input }) => {
      await ctx.container.standing.unban(ctx.viewer, input.userId, deviceOf(ctx));
      return {};
    }),

  people: moderatorProcedure
    .input(peopleSearch)
    .query(({ ctx, input }) => ctx.container.people.search(ctx.viewer, input)),

  person: moderatorProcedure
    .input(person)
    .query(({ ctx, input }) => ctx.container.people.find(ctx.viewer, input.userId)),

  /** What was decided about a person and their videos. */
  history: moderatorProcedure
    .input(person)
    .query(({ ctx, input }) => ctx.container.personHistory.of(input.userId)),

  /** Words that the person reads, and nothing else. */
  warn: moderatorProcedure
    .input(measure)
    .output(done)
    .mutation(async ({ ctx, input }) => {
      await ctx.container.measures.warn(ctx.viewer, input, deviceOf(ctx));
      return {};
    }),

  /** New videos of the person wait for a moderator. */
  limit: moderatorProcedure
    .input(measure)
    .output(done)
    .mutation(async ({ ctx, input }) => {
      await ctx.container.measures.limit(ctx.viewer, input, deviceOf(ctx));
      return {};
    }),

  unlimit: moderatorProcedure
    .input(person)
    .output(done)
    .mutation(async ({ ctx, input }) => {
      await ctx.container.measures.unlimit(ctx.viewer, input.userId, deviceOf(ctx));
      return {};
    }),

  setTrusted: moderatorProcedure
    .input(trust)
    .output(done)
    .mutation(async ({ ctx, input }) => {
      await ctx.container.measures.setTrusted(ctx.viewer, input, deviceOf(ctx));
      return {};
    }),

  setRole: signedInProcedure
    .input(roleChange)
    .output(done)
    .mutation(async ({ ctx, input }) => {
      await ctx.container.standing.setRole(ctx.viewer, input, deviceOf(ctx));
      return {};
    }),
});
