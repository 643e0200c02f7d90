import { z } from 'zod';

export const thumbnailsOutput = z.object({
  thumbnailUrl: z.string().nullable(),
  candidates: z.array(z.object({ candidate: z.number(), url: z.string().nullable(), isChosen: z.boolean() })),
  /** A worker is making the picture that was asked for. */
  isPending: z.boolean(),
  /** Why the picture that was asked for last could not be made. */
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
});

export const pictureUploadOutput = z.object({
  upload: z.string(),
  uploadUrl: z.string(),
  expiresIn: z.number(),
});
