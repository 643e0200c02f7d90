import { and, eq, isNull, ne, or } from 'drizzle-orm';
import type { Database } from '../db/client.ts';
import { videos } from '../db/schema/videos.ts';
import type { Clock } from '../ports/clock.ts';
import { markDeleted } from './mark-deleted.ts';

/**
 * Deletes every video of a person, and has the sweeper remove their files: those too that were to be kept when a video
 * was deleted. Idempotent.
 * @returns how many were deleted now
 */
export async function withdrawAllVideos(db: Database, clock: Clock, ownerId: string): Promise<number> {
  const standing = await db
    .select({ id: videos.id })
    .from(videos)
    .where(and(eq(videos.ownerId, ownerId), ne(videos.status, 'deleted')));
  // One transaction each: a large account must not hold locks on everything it ever had.
  for (const { id } of standing) await db.transaction((tx) => markDeleted(tx, clock, id, 'removing'));
  await db
    .update(videos)
    .set({ deletedFiles: 'removing' })
    .where(
      and(
        eq(videos.ownerId, ownerId),
        eq(videos.status, 'deleted'),
        or(eq(videos.deletedFiles, 'kept'), isNull(videos.deletedFiles)),
      ),
    );
  return standing.length;
}
