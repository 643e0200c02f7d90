import { z } from 'zod';
import {
  browsing,
  declaredFile,
  liveWish,
  videoDetails,
  videoId,
  videoList,
  videoRemoval,
} from '../inputs/videos.ts';
import {
  arrivalOutput,
  browseOutput,
  statusOutput,
  videoListOutput,
  videoOutput,
} from '../outputs/videos.ts';
import { passOfCall } from '../pass-of-call.ts';
import { trackStatuses } from '../track-statuses.ts';
import { publicProcedure, router, signedInProcedure } from '../trpc.ts';

const tags = ['videos'];
export const videosRouter = router({
  createUploadUrl: signedInProcedure
    .meta({
      scope: 'uploads:write',
      openapi: { method: 'POST', path: '/videos/upload-url', tags, protect: true },
      limit: 'upload',
    })
    .input(declaredFile)
    .output(z.object({ uploadUrl: z.string(), videoId: z.string(), key: z.string(), expiresIn: z.number() }))
    .mutation(({ ctx, input }) => ctx.container.uploads.createSinglePut(ctx.viewer, input)),

  createUploadPost: signedInProcedure
    .meta({
      scope: 'uploads:write',
      openapi: { method: 'POST', path: '/videos/upload-post', tags, protect: true },
      limit: 'upload',
    })
    .input(declaredFile)
    .output(
      z.object({
        url: z.string(),
        fields: z.record(z.string(), z.string()),
        videoId: z.string(),
        key: z.string(),
        expiresIn: z.number(),
      }),
    )
    .mutation(({ ctx, input }) => ctx.container.uploads.createPost(ctx.viewer, input)),

  confirm: signedInProcedure
    .meta({
      scope: 'uploads:write',
      openapi: { method: 'POST', path: '/videos/{id}/confirm', tags, protect: true },
    })
    .input(videoId)
    .output(arrivalOutput.extend({ estimatedTime: z.number().nullable() }))
    .mutation(({ ctx, input }) => ctx.container.uploads.confirm(ctx.viewer, input.id)),

  list: publicProcedure
    .meta({ scope: 'videos:read', openapi: { method: 'GET', path: '/videos', tags } })
    .input(videoList)
    .output(videoListOutput)
    .query(({ ctx: { container, viewer }, input }) => {
      const wish = { ...input, mine: input.mine === 'true' };
      return viewer ? container.videos.list(viewer, wish) : container.publicAnswers.list(wish);
    }),

  /** For pages: cards, and each page after the last row of the one before. Scrolling is looking at pages, and counts as that. */
  browse: publicProcedure
    .meta({ scope: 'videos:read', limit: 'live' })
    .input(browsing)
    .output(browseOutput)
    .query(({ ctx, input }) => ctx.container.publicAnswers.browse(input)),

  get: publicProcedure
    .meta({ scope: 'videos:read', openapi: { method: 'GET', path: '/videos/{id}', tags } })
    .input(videoId)
    .output(videoOutput)
    .query(({ ctx, input }) => ctx.container.videos.get(ctx.viewer, input.id, passOfCall(ctx, input.id))),

  tags: publicProcedure
    .meta({ scope: 'videos:read', limit: 'live' })
    .input(videoId)
    .output(z.array(z.string()).readonly())
    .query(({ ctx, input }) => ctx.container.videos.tagsOf(ctx.viewer, input.id, passOfCall(ctx, input.id))),

  update: signedInProcedure
    .meta({ scope: 'videos:write', openapi: { method: 'PATCH', path: '/videos/{id}', tags, protect: true } })
    .input(videoDetails)
    .output(videoOutput)
    .mutation(({ ctx, input: { id, ...details } }) => ctx.container.videos.update(ctx.viewer, id, details)),

  remove: signedInProcedure
    .meta({ scope: 'videos:write', openapi: { method: 'DELETE', path: '/videos/{id}', tags, protect: true } })
    .input(videoRemoval)
    .output(z.object({ deletedFiles: z.object({ raw: z.boolean(), processed: z.boolean() }) }))
    .mutation(({ ctx, input }) =>
      ctx.container.videos.remove(ctx.viewer, input.id, input.deleteFiles === 'true'),
    ),

  status: publicProcedure
    .meta({
      scope: 'videos:read',
      openapi: { method: 'GET', path: '/videos/{id}/status', tags },
      limit: 'live',
    })
    .input(videoId)
    .output(statusOutput)
    .query(({ ctx, input }) => ctx.container.status.statusOf(ctx.viewer, input.id)),

  /** Every step that was taken for it. No REST twin: its shape follows what there is to tell. */
  explain: signedInProcedure
    .meta({ scope: 'videos:read', limit: 'live' })
    .input(videoId)
    .query(({ ctx, input }) => ctx.container.videos.explain(ctx.viewer, input.id)),

  retry: signedInProcedure
    .meta({
      scope: 'videos:write',
      openapi: { method: 'POST', path: '/videos/{id}/retry', tags, protect: true },
    })
    .input(videoId)
    .output(statusOutput)
    .mutation(async ({ ctx, input }) => {
      await ctx.container.videos.retry(ctx.viewer, input.id);
      return ctx.container.status.statusOf(ctx.viewer, input.id);
    }),

  cancel: signedInProcedure
    .meta({
      scope: 'videos:write',
      openapi: { method: 'POST', path: '/videos/{id}/cancel', tags, protect: true },
    })
    .input(videoId)
    .output(statusOutput)
    .mutation(async ({ ctx, input }) => {
      await ctx.container.videos.cancel(ctx.viewer, input.id);
      return ctx.container.status.statusOf(ctx.viewer, input.id);
    }),

  /** Live status of whatever the pages of one browser show: all of them share one stream. */
  onChanges: publicProcedure
    .meta({ scope: 'videos:read', limit: 'live' })
    .input(liveWish)
    .subscription(({ ctx, input, signal }) =>
      trackStatuses(ctx.container.stopping, signal, (end) =>
        ctx.container.live.ofWish(ctx.viewer, input, end),
      ),
    ),
});
