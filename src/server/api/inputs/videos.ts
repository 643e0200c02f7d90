import { z } from 'zod';
import { CATALOG_PAGE, catalogSorts } from '#lib/domain/catalog-sort.ts';
import { listCursorPattern } from '#lib/domain/list-cursor.ts';
import { MOST_LIVE_IDS } from '#lib/domain/live-wish.ts';
import { MAX_PARTS } from '#lib/domain/multipart.ts';
import { MAX_TAG_LENGTH, MAX_TAGS } from '#lib/domain/tags.ts';
import { videoStatuses, visibilities } from '#lib/domain/video-status.ts';

const title = z.string().trim().min(1).max(200);
const description = z.string().max(5_000);

/** A path parameter that is no ULID names nothing, and is answered as such by the lookup. */
export const videoId = z.object({ id: z.string().max(64) });
export const uploadId = z.object({ uploadId: z.string().max(64) });

export const declaredFile = z.object({
  filename: z.string().min(1).max(255),
  fileSize: z.int().positive(),
  contentType: z.string().max(100),
  title: title.optional(),
  description: description.optional(),
  visibility: z.enum(visibilities).optional(),
});

export const declaredUpload = declaredFile.extend({
  idempotencyKey: z
    .string()
    .regex(/^[\w-]{8,64}$/)
    .optional()
    .describe(
      'A name of your own, such as a UUID: asked again after a lost answer, you get the same upload.',
    ),
});

const partNumber = z.int().min(1).max(MAX_PARTS);
const sha256 = z.string().regex(/^[A-Za-z0-9+/]{43}=$/, 'not a SHA-256 in base64');
export const partNumbers = uploadId.extend({
  partNumbers: z.array(partNumber).min(1).max(100),
  checksums: z
    .record(z.string().regex(/^[1-9]\d{0,4}$/), sha256)
    .optional()
    .describe(
      'SHA-256 of each part, base64, by its number. S3 then refuses other bytes. For all parts or for none.',
    ),
});
export const completion = uploadId.extend({
  parts: z
    .array(z.object({ partNumber, etag: z.string().max(80) }))
    .max(MAX_PARTS)
    .refine(
      (parts) =>
        parts.every((part, index) => index === 0 || part.partNumber > (parts[index - 1]?.partNumber ?? 0)),
      'parts must be in ascending order, each once',
    )
    .optional(),
});

/** As a query says it. Not a boolean: the REST handler would take the word `false` for true. */
const flag = z.enum(['true', 'false']);

export const videoList = z.object({
  status: z.enum(videoStatuses).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  skip: z.coerce.number().int().min(0).max(1_000_000).default(0),
  sort: z.enum(['createdAt', 'filename', 'duration', 'views']).default('createdAt'),
  order: z.enum(['asc', 'desc']).default('desc'),
  q: z.string().max(200).optional(),
  mine: flag.optional(),
});

/** The public catalog, page by page. */
export const browsing = z.object({
  q: z.string().max(200).optional(),
  sort: z.enum(catalogSorts).default('relevance'),
  ownerId: z.string().max(64).optional(),
  limit: z.int().min(1).max(48).default(CATALOG_PAGE),
  cursor: z.union([z.string().regex(listCursorPattern), z.string().regex(/^\d{1,4}$/)]).nullish(),
});

export const videoDetails = videoId.extend({
  title: title.optional(),
  description: description.optional(),
  tags: z.array(z.string().max(MAX_TAG_LENGTH)).max(MAX_TAGS).optional(),
  visibility: z.enum(visibilities).optional(),
});

export const videoRemoval = videoId.extend({ deleteFiles: flag.default('true') });

export const liveWish = z.object({
  mine: z.boolean().default(false),
  ids: z.array(videoId.shape.id).max(MOST_LIVE_IDS).default([]),
  /** tRPC hands the last id back on reconnect; the snapshot makes up for whatever lies between. */
  lastEventId: z.string().nullish(),
});
