import { z } from 'zod';

export const captionsOutput = z.object({
  captions: z.array(
    z.object({
      language: z.string(),
      label: z.string(),
      cueCount: z.number(),
      /** The cleaned WebVTT. */
      url: z.string().nullable(),
      createdAt: z.string(),
    }),
  ),
});
