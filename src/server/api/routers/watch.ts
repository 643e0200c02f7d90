import { z } from 'zod';
import { passCookie } from '../../auth/cookies.ts';
import { PASS_HOURS } from '../../delivery/passes.ts';
import { videoId } from '../inputs/videos.ts';
import { beat, linkKnock, linkPassword } from '../inputs/watch.ts';
import { passOfCall } from '../pass-of-call.ts';
import { withPasswordProof } from '../password-proof.ts';
import { publicProcedure, router, signedInProcedure } from '../trpc.ts';

/** Of the site's own watch page alone: there is no such thing in REST, and no key opens it. */
export const watchRouter = router({
  /** What stands on the watch page beside the video itself. */
  open: publicProcedure
    .meta({ limit: 'live' })
    .input(videoId)
    .output(
      z.object({
        views: z.number(),
        /** To be sent with every beat of this page. */
        token: z.string(),
        /** Seconds; where this person stopped. */
        resumeAt: z.number().nullable(),
        /** Told to who may change it; to everybody else always false. */
        hasPassword: z.boolean(),
      }),
    )
    .query(({ ctx, input }) => ctx.container.viewing.open(ctx.viewer, input.id, passOfCall(ctx, input.id))),

  /** Told by the player while it plays. */
  beat: publicProcedure
    .meta({ limit: 'live' })
    .input(beat)
    .output(z.object({}))
    .mutation(async ({ ctx, input: { id, ...heard } }) => {
      const userAgent = ctx.request.headers.get('user-agent') ?? '';
      const { viewer, address } = ctx;
      await ctx.container.viewing.beat(
        { viewer, address, userAgent, hasPass: passOfCall(ctx, id) },
        id,
        heard,
      );
      return {};
    }),

  /** Whether strangers are asked for a password there. */
  isLocked: publicProcedure
    .meta({ limit: 'live' })
    .input(videoId)
    .output(z.object({ isLocked: z.boolean() }))
    .query(async ({ ctx, input }) => ({ isLocked: await ctx.container.linkPasswords.isLocked(input.id) })),

  /** Opens a protected video to this browser. Throttled as signing in is, each link like an account of its own. */
  unlock: publicProcedure
    .input(linkKnock)
    .output(z.object({}))
    .mutation(async ({ ctx, input: { id, password } }) => {
      const pass = await withPasswordProof(ctx, { email: `link:${id}` }, () =>
        ctx.container.linkPasswords.unlock(id, password),
      );
      const isSecure = ctx.container.env.PUBLIC_URL.startsWith('https:');
      ctx.responseHeaders.append('set-cookie', passCookie(id, pass, isSecure, PASS_HOURS * 3600));
      return {};
    }),

  /** Sets the password of a link; null takes it away. */
  setPassword: signedInProcedure
    .input(linkPassword)
    .output(z.object({}))
    .mutation(async ({ ctx, input: { id, password } }) => {
      await ctx.container.linkPasswords.set(ctx.viewer, id, password);
      return {};
    }),
});
