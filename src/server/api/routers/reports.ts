import { z } from 'zod';
import { report } from '../inputs/moderation.ts';
import { passOfCall } from '../pass-of-call.ts';
import { router, signedInProcedure } from '../trpc.ts';

/** What viewers tell moderators. */
export const reportsRouter = router({
  create: signedInProcedure
    .input(report)
    .output(z.object({ id: z.string() }))
    .mutation(({ ctx, input }) =>
      ctx.container.reports.create(ctx.viewer, input, passOfCall(ctx, input.videoId)),
    ),
});
