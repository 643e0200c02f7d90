import { z } from 'zod';

const when = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

export const auditSearch = z.object({
  actorId: z.ulid().optional(),
  action: z.string().max(60).optional(),
  subjectId: z.string().max(64).optional(),
  from: when.optional(),
  to: when.optional(),
  before: z.int().min(1).optional(),
  limit: z.int().min(1).max(200).default(50),
});
