import { z } from 'zod';
import { peopleViews } from '#lib/domain/moderation.ts';
import { roles } from '../../db/schema/users.ts';

/** Length rules only: composition rules make passwords worse. 128 keeps hashing cheap to attackers' cost. */
const newPassword = z.string().min(8).max(128);
/** One that may be older than the rules. */
const knownPassword = z.string().max(128);
const name = z.string().trim().min(1).max(80);
const address = z.string().max(254);

export const registration = z.object({ email: z.email().max(254), password: newPassword, name });
export const credentials = z.object({ email: address, password: knownPassword });
export const profile = z.object({ name });
export const passwordChange = z.object({ current: knownPassword, next: newPassword });
export const passwordProof = z.object({ password: knownPassword });
export const resetRequest = z.object({ email: address });

const linkToken = z.string().min(1).max(100);
export const passwordReset = z.object({ token: linkToken, password: newPassword });
export const emailProof = z.object({ token: linkToken });

export const deviceId = z.object({ id: z.ulid() });
export const person = z.object({ userId: z.ulid() });
export const banning = person.extend({ reason: z.string().trim().min(1).max(300) });
export const roleChange = person.extend({ role: z.enum(roles) });

const words = z.string().trim().min(1).max(2_000);
export const measure = person.extend({ message: words, note: words.nullable().default(null) });
export const trust = person.extend({ trusted: z.boolean() });

export const peopleSearch = z.object({
  view: z.enum(peopleViews).default('all'),
  q: z.string().trim().max(254).optional(),
  after: z.ulid().optional(),
  limit: z.int().min(1).max(100).default(50),
});
