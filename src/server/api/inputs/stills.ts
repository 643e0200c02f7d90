import { z } from 'zod';
import { pictureTypes } from '#lib/domain/thumbnail-choice.ts';
import { videoId } from './videos.ts';

/** Exactly one of the three says which picture it shall be. */
export const thumbnailWish = videoId
  .extend({
    candidate: z.int().min(0).max(100).optional(),
    time: z.number().min(0).max(1_000_000).optional(),
    upload: z.ulid().optional(),
  })
  .refine(
    ({ candidate, time, upload }) =>
      [candidate, time, upload].filter((one) => one !== undefined).length === 1,
    { message: 'send one of candidate, time and upload' },
  );

export const pictureUpload = videoId.extend({
  fileSize: z.int().positive(),
  contentType: z.enum(pictureTypes),
});
