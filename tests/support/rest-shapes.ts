/** What rest-api.md promises of each answer. Strict: a field that is missing, or that nobody asked for, fails. */
import { z } from 'zod';

const ulid = z.ulid();
const time = z.iso.datetime();
const url = z.url().nullable();
const videoStatus = z.enum(['uploading', 'queued', 'processing', 'ready', 'failed', 'cancelled', 'deleted']);
const user = z.strictObject({ id: ulid, email: z.string(), name: z.string(), role: z.string() });

export const registerShape = z.strictObject({ user });
export const accessShape = z.strictObject({ accessToken: z.string().min(20), expiresIn: z.int().positive() });
export const loginShape = accessShape.extend({ user });

export const uploadShape = z.strictObject({
  uploadId: ulid,
  videoId: ulid,
  partSize: z.int().positive(),
  partCount: z.int().positive(),
  expiresAt: time,
});
export const signedPartsShape = z.strictObject({
  parts: z.array(
    z.strictObject({
      partNumber: z.int(),
      url: z.url(),
      expiresAt: time,
      headers: z.record(z.string(), z.string()).optional(),
    }),
  ),
});
export const uploadStateShape = z.strictObject({
  status: z.string(),
  partSize: z.int(),
  partCount: z.int(),
  received: z.array(z.strictObject({ partNumber: z.int(), size: z.int(), etag: z.string() })),
});
export const arrivalShape = z.strictObject({ videoId: ulid, status: videoStatus });
export const confirmShape = arrivalShape.extend({ estimatedTime: z.number().nullable() });
export const uploadUrlShape = z.strictObject({
  uploadUrl: z.url(),
  videoId: ulid,
  key: z.string(),
  expiresIn: z.literal(900),
});

export const videoShape = z.strictObject({
  id: ulid,
  owner: z.strictObject({ id: ulid, name: z.string() }),
  title: z.string(),
  description: z.string(),
  filename: z.string(),
  originalFilename: z.string(),
  fileSize: z.int(),
  contentType: z.string(),
  status: videoStatus,
  playable: z.boolean(),
  visibility: z.enum(['private', 'unlisted', 'public']),
  moderation: z.string(),
  duration: z.number().nullable(),
  resolutions: z.array(z.string()),
  renditions: z.array(
    z.strictObject({
      name: z.string(),
      width: z.int(),
      height: z.int(),
      bitrate: z.int(),
      url,
    }),
  ),
  hlsUrl: url,
  manifestUrl: url,
  thumbnailUrl: url,
  storyboardUrl: url,
  metadata: z
    .strictObject({
      codec: z.string(),
      width: z.int(),
      height: z.int(),
      fps: z.number(),
      bitrate: z.number().nullable(),
    })
    .nullable(),
  processingDetails: z
    .strictObject({
      launcher: z.string(),
      capacity: z.string(),
      preset: z.string(),
      cpuSeconds: z.number(),
      compressionRatio: z.number().nullable(),
      attempts: z.int(),
      cost: z
        .strictObject({
          estimated: z.number().positive(),
          actual: z.number().positive().nullable(),
          currency: z.literal('USD'),
        })
        .nullable(),
    })
    .nullable(),
  s3Keys: z
    .strictObject({
      raw: z.string(),
      hls: z.string().nullable(),
      dash: z.string().nullable(),
      thumbnail: z.string().nullable(),
    })
    .optional(),
  createdAt: time,
  uploadedAt: time.nullable(),
  processedAt: time.nullable(),
  processingTime: z.number().nullable(),
  error: z.strictObject({ code: z.string(), message: z.string(), retryable: z.boolean() }).optional(),
});
export type Video = z.infer<typeof videoShape>;

export const videoListShape = z.strictObject({
  videos: z.array(videoShape),
  total: z.int(),
  limit: z.int(),
  skip: z.int(),
});

export const statusShape = z.strictObject({
  videoId: ulid,
  // Beyond the page: the id of the event that carries this body.
  version: z.int().positive(),
  status: videoStatus,
  playable: z.boolean(),
  stage: z.string(),
  progress: z.number().min(0).max(100),
  bytesUploaded: z.int(),
  totalBytes: z.int(),
  estimatedTimeRemaining: z.number().nullable(),
  queuePosition: z.int().nullable(),
  currentResolution: z.string().nullable(),
  completedResolutions: z.array(z.string()),
  message: z.string().min(1),
  error: z.strictObject({ code: z.string(), message: z.string(), stage: z.string() }).optional(),
});
export type Status = z.infer<typeof statusShape>;
