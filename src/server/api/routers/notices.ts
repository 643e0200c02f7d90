import { z } from 'zod';
import { readNotices } from '../inputs/moderation.ts';
import { router, signedInProcedure } from '../trpc.ts';

/** What moderators tell a person of their videos. */
export const noticesRouter = router({
  list: signedInProcedure.query(({ ctx }) => ctx.container.notices.list(ctx.viewer)),

  unread: signedInProcedure
    .output(z.object({ count: z.number() }))
    .query(async ({ ctx }) => ({ count: await ctx.container.notices.unread(ctx.viewer) })),

  markRead: signedInProcedure
    .input(readNotices)
    .output(z.object({}))
    .mutation(async ({ ctx, input }) => {
      await ctx.container.notices.markRead(ctx.viewer, input.upTo);
      return {};
    }),
});
