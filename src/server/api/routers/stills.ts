import { pictureUpload, thumbnailWish } from '../inputs/stills.ts';
import { videoId } from '../inputs/videos.ts';
import { pictureUploadOutput, thumbnailsOutput } from '../outputs/stills.ts';
import { router, signedInProcedure } from '../trpc.ts';

const tags = ['thumbnails'];

export const stillsRouter = router({
  list: signedInProcedure
    .meta({
      scope: 'videos:read',
      openapi: { method: 'GET', path: '/videos/{id}/thumbnails', tags, protect: true },
    })
    .input(videoId)
    .output(thumbnailsOutput)
    .query(({ ctx, input }) => ctx.container.stills.describe(ctx.viewer, input.id)),

  choose: signedInProcedure
    .meta({
      scope: 'videos:write',
      openapi: { method: 'PUT', path: '/videos/{id}/thumbnail', tags, protect: true },
    })
    .input(thumbnailWish)
    .output(thumbnailsOutput)
    .mutation(({ ctx, input: { id, ...wish } }) => ctx.container.stills.choose(ctx.viewer, id, wish)),

  createUpload: signedInProcedure
    .meta({
      scope: 'videos:write',
      openapi: { method: 'POST', path: '/videos/{id}/thumbnail/upload-url', tags, protect: true },
    })
    .input(pictureUpload)
    .output(pictureUploadOutput)
    .mutation(({ ctx, input: { id, ...picture } }) =>
      ctx.container.stills.createUpload(ctx.viewer, id, picture),
    ),
});
