import { z } from 'zod';
import { moderationStates, videoStatuses, visibilities } from '#lib/domain/video-status.ts';

const when = z.string();

export const videoOutput = z.object({
  id: z.string(),
  owner: z.object({ id: z.string(), name: z.string() }),
  title: z.string(),
  description: z.string(),
  filename: z.string(),
  originalFilename: z.string(),
  fileSize: z.number(),
  contentType: z.string(),
  status: z.enum(videoStatuses),
  playable: z.boolean(),
  visibility: z.enum(visibilities),
  moderation: z.enum(moderationStates),
  /** Seconds. */
  duration: z.number().nullable(),
  resolutions: z.array(z.string()),
  renditions: z.array(
    z.object({
      name: z.string(),
      width: z.number(),
      height: z.number(),
      bitrate: z.number(),
      url: z.string().nullable(),
    }),
  ),
  hlsUrl: z.string().nullable(),
  manifestUrl: z.string().nullable(),
  thumbnailUrl: z.string().nullable(),
  storyboardUrl: z.string().nullable(),
  metadata: z
    .object({
      codec: z.string(),
      width: z.number(),
      height: z.number(),
      fps: z.number(),
      bitrate: z.number().nullable(),
    })
    .nullable(),
  processingDetails: z
    .object({
      launcher: z.string(),
      capacity: z.string(),
      preset: z.string(),
      cpuSeconds: z.number(),
      compressionRatio: z.number().nullable(),
      attempts: z.number(),
      /** At AWS's list prices, storage for a month included; `actual` once it is ready. */
      cost: z
        .object({ estimated: z.number(), actual: z.number().nullable(), currency: z.string() })
        .nullable(),
    })
    .nullable(),
  s3Keys: z
    .object({
      /** Of a long source: what the keys of its volumes begin with. */
      raw: z.string(),
      hls: z.string().nullable(),
      dash: z.string().nullable(),
      thumbnail: z.string().nullable(),
    })
    .optional(),
  createdAt: when,
  uploadedAt: when.nullable(),
  processedAt: when.nullable(),
  /** Seconds from the last byte to `ready`. */
  processingTime: z.number().nullable(),
  error: z.object({ code: z.string(), message: z.string(), retryable: z.boolean() }).optional(),
});

/** A video in a list that everybody sees. */
const videoCardOutput = videoOutput
  .pick({
    id: true,
    owner: true,
    title: true,
    duration: true,
    thumbnailUrl: true,
    createdAt: true,
  })
  .extend({ views: z.number() });

export const browseOutput = z.object({ videos: z.array(videoCardOutput), nextCursor: z.string().nullable() });

export const videoListOutput = z.object({
  videos: z.array(videoOutput),
  total: z.number(),
  limit: z.number(),
  skip: z.number(),
});

export const statusOutput = z.object({
  videoId: z.string(),
  version: z.number(),
  status: z.enum(videoStatuses),
  playable: z.boolean(),
  stage: z.string(),
  progress: z.number(),
  bytesUploaded: z.number(),
  totalBytes: z.number(),
  /** Seconds. */
  estimatedTimeRemaining: z.number().nullable(),
  queuePosition: z.number().nullable(),
  currentResolution: z.string().nullable(),
  completedResolutions: z.array(z.string()).readonly(),
  message: z.string(),
  error: z.object({ code: z.string(), message: z.string(), stage: z.string() }).optional(),
});

export const arrivalOutput = z.object({ videoId: z.string(), status: z.enum(videoStatuses) });
