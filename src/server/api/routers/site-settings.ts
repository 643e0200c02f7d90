import { settingHistory, settingOrder } from '../inputs/site-settings.ts';
import { adminProcedure, publicProcedure, router } from '../trpc.ts';

/** What admins change while the site runs. No REST twins: its page asks. */
export const siteSettingsRouter = router({
  /** What every page tells and asks before it is drawn. */
  open: publicProcedure.query(async ({ ctx }) => {
    const { banner, signUpOpen } = await ctx.container.settings.current();
    return { banner, signUpOpen };
  }),

  list: adminProcedure.query(({ ctx }) => ctx.container.settings.list()),

  history: adminProcedure
    .input(settingHistory)
    .query(({ ctx, input }) => ctx.container.settings.history(input.limit)),

  change: adminProcedure.input(settingOrder).mutation(async ({ ctx, input }) => {
    await ctx.container.settings.change(ctx.viewer, input, ctx.address);
    return ctx.container.settings.list();
  }),
});
