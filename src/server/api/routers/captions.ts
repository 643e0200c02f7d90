import { captionFile, captionLanguage } from '../inputs/captions.ts';
import { videoId } from '../inputs/videos.ts';
import { captionsOutput } from '../outputs/captions.ts';
import { publicProcedure, router, signedInProcedure } from '../trpc.ts';

const tags = ['captions'];

export const captionsRouter = router({
  list: publicProcedure
    .meta({ scope: 'videos:read', openapi: { method: 'GET', path: '/videos/{id}/captions', tags } })
    .input(videoId)
    .output(captionsOutput)
    .query(async ({ ctx, input }) => ({
      captions: await ctx.container.captions.list(ctx.viewer, input.id),
    })),

  /** Adds a language, or takes the place of the captions that it has. */
  put: signedInProcedure
    .meta({
      scope: 'videos:write',
      openapi: { method: 'POST', path: '/videos/{id}/captions', tags, protect: true },
    })
    .input(captionFile)
    .output(captionsOutput)
    .mutation(async ({ ctx, input: { id, ...file } }) => ({
      captions: await ctx.container.captions.put(ctx.viewer, id, file),
    })),

  remove: signedInProcedure
    .meta({
      scope: 'videos:write',
      openapi: { method: 'DELETE', path: '/videos/{id}/captions/{language}', tags, protect: true },
    })
    .input(captionLanguage)
    .output(captionsOutput)
    .mutation(async ({ ctx, input }) => ({
      captions: await ctx.container.captions.remove(ctx.viewer, input.id, input.language),
    })),
});
