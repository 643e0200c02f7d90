import { and, eq } from 'drizzle-orm';
import { videos } from '../db/schema/videos.ts';

/**
 * What strangers find: public, approved, ready, of a person in good standing (`isOpenToStrangers` without the unlisted).
 * The indexes of the catalog begin with these columns, so that any of its lists is read from one of them.
 */
export const isListed = and(
  eq(videos.status, 'ready'),
  eq(videos.visibility, 'public'),
  eq(videos.moderation, 'approved'),
  eq(videos.ownerBanned, false),
);
