import { z } from 'zod';
import { publicProcedure, router } from '../trpc.ts';

const channelId = z.object({ id: z.string().max(64) });
const channelOutput = z.object({ id: z.string(), name: z.string(), joinedAt: z.string() });

/** People as everybody sees them. */
export const channelsRouter = router({
  get: publicProcedure
    .meta({ scope: 'videos:read', limit: 'live' })
    .input(channelId)
    .output(channelOutput)
    .query(({ ctx, input }) => ctx.container.catalog.channel(input.id)),
});
