import { z } from 'zod';
import { settingNames } from '#lib/domain/site-settings.ts';

export const settingOrder = z.object({
  setting: z.enum(settingNames),
  /** Absent: what the environment says. Judged by the setting's own schema. */
  value: z.union([z.boolean(), z.string().max(1_000), z.number(), z.null()]).optional(),
  basedOn: z.int().min(0).max(1_000_000),
  reason: z.string().trim().min(1).max(500),
});

export const settingHistory = z.object({ limit: z.int().min(1).max(200).default(50) });
