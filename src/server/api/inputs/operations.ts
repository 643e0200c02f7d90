import { z } from 'zod';

/** As `npm run dlq` and the list write it: `<topic>@<partition>:<offset>`. */
export const letterId = z.object({ id: z.string().regex(/^[a-z0-9.-]{1,40}@\d{1,4}:\d{1,18}$/) });

export const letterDiscard = letterId.extend({ reason: z.string().trim().min(1).max(500) });

export const mostRows = z.object({ limit: z.int().min(1).max(500).default(100) });

export const costDays = z.object({ days: z.int().min(1).max(92).default(30) });
