import { z } from 'zod';
import { completion, declaredUpload, partNumbers, uploadId } from '../inputs/videos.ts';
import { arrivalOutput } from '../outputs/videos.ts';
import { router, signedInProcedure } from '../trpc.ts';

const tags = ['uploads'];
const receivedPart = z.object({ partNumber: z.number(), size: z.number(), etag: z.string() });
const signedPart = z.object({
  partNumber: z.number(),
  url: z.string(),
  expiresAt: z.string(),
  headers: z.record(z.string(), z.string()).optional().describe('To send along with the bytes.'),
});

const used = z.object({ totalBytes: z.number(), dailyBytes: z.number(), openUploads: z.number() });
/** Null: no limit. */
const limits = z.object({
  totalBytes: z.number().nullable(),
  dailyBytes: z.number().nullable(),
  openUploads: z.number().nullable(),
});

export const uploadsRouter = router({
  /** What the caller has used of each limit, and what is left. */
  usage: signedInProcedure
    .meta({ scope: 'uploads:write' })
    .output(z.object({ used, limits, left: limits }))
    .query(({ ctx }) => ctx.container.uploads.usage(ctx.viewer)),

  create: signedInProcedure
    .meta({
      scope: 'uploads:write',
      openapi: { method: 'POST', path: '/uploads', tags, protect: true },
      successStatus: 201,
      limit: 'upload',
    })
    .input(declaredUpload)
    .output(
      z.object({
        uploadId: z.string(),
        videoId: z.string(),
        partSize: z.number(),
        partCount: z.number(),
        expiresAt: z.string(),
      }),
    )
    .mutation(({ ctx, input }) => ctx.container.uploads.create(ctx.viewer, input)),

  signParts: signedInProcedure
    .meta({
      scope: 'uploads:write',
      openapi: { method: 'POST', path: '/uploads/{uploadId}/parts', tags, protect: true },
      limit: 'live',
    })
    .input(partNumbers)
    .output(z.object({ parts: z.array(signedPart) }))
    .mutation(({ ctx, input }) =>
      ctx.container.uploads.signParts(ctx.viewer, input.uploadId, input.partNumbers, input.checksums),
    ),

  get: signedInProcedure
    .meta({
      scope: 'uploads:write',
      openapi: { method: 'GET', path: '/uploads/{uploadId}', tags, protect: true },
      limit: 'live',
    })
    .input(uploadId)
    .output(
      z.object({
        status: z.string(),
        partSize: z.number(),
        partCount: z.number(),
        received: z.array(receivedPart),
      }),
    )
    .query(({ ctx, input }) => ctx.container.uploads.describe(ctx.viewer, input.uploadId)),

  complete: signedInProcedure
    .meta({
      scope: 'uploads:write',
      openapi: { method: 'POST', path: '/uploads/{uploadId}/complete', tags, protect: true },
    })
    .input(completion)
    .output(arrivalOutput)
    .mutation(({ ctx, input }) => ctx.container.uploads.complete(ctx.viewer, input.uploadId, input.parts)),

  abort: signedInProcedure
    .meta({
      scope: 'uploads:write',
      openapi: { method: 'DELETE', path: '/uploads/{uploadId}', tags, protect: true },
    })
    .input(uploadId)
    .output(z.object({ aborted: z.literal(true) }))
    .mutation(async ({ ctx, input }) => {
      await ctx.container.uploads.abort(ctx.viewer, input.uploadId);
      return { aborted: true } as const;
    }),
});
