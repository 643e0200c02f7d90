import { z } from 'zod';
import { decisions, moderationReasons, needsReason, reviewViews } from '#lib/domain/moderation.ts';

const words = z.string().trim().min(1).max(2_000);

/** By the last id of the page before. */
export const reviewPage = z.object({
  view: z.enum(reviewViews),
  after: z.ulid().optional(),
  limit: z.int().min(1).max(100).default(30),
});

export const decision = z
  .object({
    videoIds: z.array(z.ulid()).min(1).max(100),
    decision: z.enum(decisions),
    reason: z.enum(moderationReasons).nullable().default(null),
    note: words.nullable().default(null),
    message: words.nullable().default(null),
  })
  .refine((input) => !needsReason(input.decision) || input.reason !== null, {
    path: ['reason'],
    message: 'a takedown needs a reason',
  });

export const readNotices = z.object({ upTo: z.ulid() });

export const report = z.object({
  videoId: z.string().max(64),
  reason: z.enum(moderationReasons),
  note: z.string().trim().min(1).max(1_000).nullable().default(null),
});

export const appeal = z.object({ videoId: z.string().max(64), text: words });
export const appealRefusal = z.object({
  videoId: z.string().max(64),
  message: words,
  note: words.nullable().default(null),
});
