import { z } from 'zod';

const address = z.url({ protocol: /^https?$/ }).max(2_000);
const seconds = z.number().min(0).max(1_000_000);

/** What a foreign transcoder says when it has ended with a video. What else it sends is not looked at. */
export const processingReport = z
  .object({
    videoId: z.string().max(64),
    status: z.enum(['ready', 'completed', 'failed']),
    manifestUrl: address.nullish(),
    thumbnailUrl: address.nullish(),
    resolutions: z
      .array(z.string().regex(/^\d{2,5}p$/))
      .max(20)
      .nullish(),
    duration: seconds.nullish(),
    processingTime: seconds.nullish(),
    metadata: z
      .object({
        codec: z.string().max(40).nullish(),
        width: z.int().positive().max(65_535).nullish(),
        height: z.int().positive().max(65_535).nullish(),
        fps: z.number().positive().max(1_000).nullish(),
        bitrate: z.number().min(0).max(1e12).nullish(),
      })
      .nullish(),
  })
  .refine(({ status, manifestUrl }) => status === 'failed' || manifestUrl, {
    path: ['manifestUrl'],
    message: 'Where the video plays.',
  });
export type ProcessingReport = z.infer<typeof processingReport>;
