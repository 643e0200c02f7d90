import { analyticsWish, ownVideoList, publicationWish } from '../inputs/studio.ts';
import { videoId } from '../inputs/videos.ts';
import { analyticsOutput, managedVideoOutput, ownVideoListOutput } from '../outputs/studio.ts';
import { router, signedInProcedure } from '../trpc.ts';

/** What the pages of creators ask for. No REST: programs have `GET /videos?mine=true`. */
export const studioRouter = router({
  /** One's own videos in whatever state, short. */
  list: signedInProcedure
    .meta({ scope: 'videos:read' })
    .input(ownVideoList)
    .output(ownVideoListOutput)
    .query(({ ctx, input: { q, ...query } }) =>
      ctx.container.ownVideos.list(ctx.viewer, { ...query, text: q?.trim() }),
    ),

  /** What was watched of one's own videos. */
  analytics: signedInProcedure
    .meta({ scope: 'videos:read' })
    .input(analyticsWish)
    .output(analyticsOutput)
    .query(({ ctx, input }) => ctx.container.ownAnalytics.read(ctx.viewer, input.days)),

  /** One video, for whoever may change it. */
  video: signedInProcedure
    .meta({ scope: 'videos:read' })
    .input(videoId)
    .output(managedVideoOutput)
    .query(({ ctx, input }) => ctx.container.videos.getManaged(ctx.viewer, input.id)),

  /** Publishes it at a time of the owner's choice. */
  schedule: signedInProcedure
    .meta({ scope: 'videos:write' })
    .input(publicationWish)
    .output(managedVideoOutput)
    .mutation(async ({ ctx, input: { id, publishAt } }) => {
      await ctx.container.publications.schedule(ctx.viewer, id, publishAt ? new Date(publishAt) : null);
      return ctx.container.videos.getManaged(ctx.viewer, id);
    }),
});
