import { z } from 'zod';
import { appeal } from '../inputs/moderation.ts';
import { videoId } from '../inputs/videos.ts';
import { router, signedInProcedure } from '../trpc.ts';

/** What owners say against a takedown. */
export const appealsRouter = router({
  /** Why it is taken down, and what became of the appeal; null when it is not. */
  standing: signedInProcedure
    .input(videoId)
    .query(({ ctx, input }) => ctx.container.appeals.standing(ctx.viewer, input.id)),

  create: signedInProcedure
    .input(appeal)
    .output(z.object({ id: z.string() }))
    .mutation(({ ctx, input }) => ctx.container.appeals.create(ctx.viewer, input)),
});
