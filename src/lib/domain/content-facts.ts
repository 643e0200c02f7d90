import { z } from 'zod';

/** What the `content` task measured of a source: what each rung costs here, and whether one need not be encoded. */
export const contentFacts = z.object({
  /** From encodes of a few short stretches at the planned settings. Empty when SIZE_BY_CONTENT is off. */
  rungs: z.array(
    z.object({
      name: z.string(),
      averageBps: z.number().positive(),
      /** SSIM of the encoded samples against the source's pictures at the rung's size, in decibels: -10 log10(1 - SSIM). */
      ssimDb: z.number(),
      /**
       * SSIM, likewise, of the pictures when they are made of the next lower rung's: what that one lacks.
       * Null of the lowest.
       */
      detailDb: z.number().nullable(),
    }),
  ),
  /** The source's own stream as a rung; null when it can not be cut on the grid, or COPY_SOURCE is off. */
  copy: z
    .object({
      rung: z.string(),
      averageBps: z.number().positive(),
      /** Frames that its encoder decodes ahead of showing them. */
      reorderFrames: z.int().min(0),
    })
    .nullable(),
});
export type ContentFacts = z.infer<typeof contentFacts>;
