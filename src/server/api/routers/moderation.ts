import { z } from 'zod';
import { sitePolicySchema } from '#lib/domain/site-policy.ts';
import { appealRefusal, decision, reviewPage } from '../inputs/moderation.ts';
import { videoId } from '../inputs/videos.ts';
import { adminProcedure, moderatorProcedure, router } from '../trpc.ts';

const done = z.object({});

/** For moderators and admins. */
export const moderationRouter = router({
  queue: moderatorProcedure
    .input(reviewPage)
    .query(({ ctx, input }) => ctx.container.moderation.queue(ctx.viewer, input)),

  review: moderatorProcedure
    .input(videoId)
    .query(({ ctx, input }) => ctx.container.moderation.review(ctx.viewer, input.id)),

  /** The same decision about up to a hundred videos; the answer says what came of each. */
  decide: moderatorProcedure
    .input(decision)
    .mutation(({ ctx, input }) => ctx.container.moderation.decide(ctx.viewer, input, ctx.address)),

  /** The takedown stands, and the owner is told why. An appeal is accepted by `decide` with `restore`. */
  refuseAppeal: moderatorProcedure
    .input(appealRefusal)
    .output(done)
    .mutation(async ({ ctx, input }) => {
      await ctx.container.appeals.refuse(ctx.viewer, input, ctx.address);
      return {};
    }),

  policy: moderatorProcedure.query(({ ctx }) => ctx.container.sitePolicy.read()),

  /** All of it at once; admins alone. */
  setPolicy: adminProcedure
    .input(sitePolicySchema)
    .mutation(({ ctx, input }) => ctx.container.sitePolicy.change(ctx.viewer, input, ctx.address)),
});
