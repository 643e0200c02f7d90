import { z } from 'zod';
import { videoId } from './videos.ts';

export const beat = videoId.extend({
  token: z.string().max(80),
  /** Seconds that passed while it played. Players tell every ten. */
  watched: z.number().min(0).max(3_600),
  /** Seconds into the video; none is as long as this. */
  position: z.number().min(0).max(1_000_000),
});

/** Stored as argon2id, as accounts' are; sent on paper and by phone, so nothing is asked of it but length. */
export const linkPassword = videoId.extend({ password: z.string().min(8).max(128).nullable() });
/** A ULID and nothing that a database may take for it: each spelling would be an account of its own to the limit on guesses. */
export const linkKnock = z.object({
  id: z.ulid(),
  password: z.string().min(1).max(128),
});
