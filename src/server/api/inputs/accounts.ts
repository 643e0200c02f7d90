import { z } from 'zod';

/** Length rules only: composition rules make passwords worse. 128 keeps hashing cheap to attackers' cost. */
export const registration = z.object({
  email: z.email().max(254),
  password: z.string().min(8).max(128),
  name: z.string().trim().min(1).max(80),
});

export const credentials = z.object({ email: z.string().max(254), password: z.string().max(128) });
