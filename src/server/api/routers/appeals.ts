import { z } from 'zod';
import { appeal } from '../inputs/moderation.ts';
import { router, signedInProcedure } from '../trpc.ts';

/** What owners say against a takedown. */
export const appealsRouter = router({
  create: signedInProcedure
    .input(appeal)
    .output(z.object({ id: z.string() }))
    .mutation(({ ctx, input }) => ctx.container.appeals.create(ctx.viewer, input)),
});
