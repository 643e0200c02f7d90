import { z } from 'zod';
import { moderationStates, videoStatuses, visibilities } from '#lib/domain/video-status.ts';
import { videoOutput } from './videos.ts';

/** As its owner edits it. */
export const managedVideoOutput = videoOutput.extend({
  tags: z.array(z.string()),
  publishAt: z.string().nullable(),
});

export const ownVideoListOutput = z.object({
  videos: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      /** Bytes. */
      fileSize: z.number(),
      status: z.enum(videoStatuses),
      playable: z.boolean(),
      visibility: z.enum(visibilities),
      publishAt: z.string().nullable(),
      moderation: z.enum(moderationStates),
      /** Seconds. */
      duration: z.number().nullable(),
      highestRung: z.string().nullable(),
      thumbnailUrl: z.string().nullable(),
      createdAt: z.string(),
      uploadedAt: z.string().nullable(),
      error: z.object({ message: z.string(), retryable: z.boolean() }).nullable(),
    }),
  ),
  total: z.number(),
  limit: z.number(),
  skip: z.number(),
});

/** Seconds are those that were watched, reruns included. */
const watched = { views: z.number(), watchSeconds: z.number() };
export const analyticsOutput = z.object({
  days: z.array(z.object({ day: z.string(), ...watched })),
  top: z.array(z.object({ id: z.string(), title: z.string(), ...watched })),
});
