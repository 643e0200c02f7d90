import { z } from 'zod';
import { ownVideoSorts, ownVideoStates } from '#lib/domain/own-videos.ts';
import { visibilities } from '#lib/domain/video-status.ts';
import { videoId } from './videos.ts';

export const ownVideoList = z.object({
  q: z.string().max(200).optional(),
  state: z.enum(ownVideoStates).optional(),
  visibility: z.enum(visibilities).optional(),
  sort: z.enum(ownVideoSorts).default('createdAt'),
  order: z.enum(['asc', 'desc']).default('desc'),
  limit: z.int().min(1).max(100).default(24),
  skip: z.int().min(0).max(1_000_000).default(0),
});

export const publicationWish = videoId.extend({
  /** Null takes the wish back. */
  publishAt: z.iso.datetime().nullable(),
});

export const analyticsWish = z.object({ days: z.int().min(1).max(90).default(28) });
