import { z } from 'zod';
import { costDays, letterDiscard, letterId, mostRows } from '../inputs/operations.ts';
import { router, signedInProcedure } from '../trpc.ts';

const done = z.object({ done: z.literal(true) });

/** For admins; what others see of it is a refusal. No REST twins: a page asks, and Prometheus has `/metrics`. */
export const operationsRouter = router({
  board: signedInProcedure.query(({ ctx }) => ctx.container.operations.board(ctx.viewer)),

  backbone: signedInProcedure.query(({ ctx }) => ctx.container.operations.backbone(ctx.viewer)),

  uploads: signedInProcedure
    .input(mostRows)
    .query(({ ctx, input }) => ctx.container.operations.openUploads(ctx.viewer, input.limit)),

  costByDay: signedInProcedure
    .input(costDays)
    .query(({ ctx, input }) => ctx.container.operations.costByDay(ctx.viewer, input.days)),

  deadLetters: signedInProcedure
    .input(mostRows)
    .query(({ ctx, input }) => ctx.container.operations.deadLetters(ctx.viewer, input.limit)),

  deadLetter: signedInProcedure
    .input(letterId)
    .query(({ ctx, input }) => ctx.container.operations.deadLetter(ctx.viewer, input.id)),

  replayLetter: signedInProcedure
    .input(letterId)
    .output(done)
    .mutation(async ({ ctx, input }) => {
      await ctx.container.operations.replayLetter(ctx.viewer, input.id, ctx.address);
      return { done: true } as const;
    }),

  discardLetter: signedInProcedure
    .input(letterDiscard)
    .output(done)
    .mutation(async ({ ctx, input }) => {
      await ctx.container.operations.discardLetter(ctx.viewer, input.id, input.reason, ctx.address);
      return { done: true } as const;
    }),
});
