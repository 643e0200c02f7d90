import { and, asc, eq, lt } from 'drizzle-orm';
import { videos } from '../db/schema/videos.ts';
import { removeVideoFiles } from '../videos/file-removal.ts';
import type { Broom, BroomParts } from './broom.ts';

const EVERY_MS = 30_000;
const MOST_AT_ONCE = 20;
/** By then every worker has learnt of the deletion, or lost its lease: nobody writes to the video's folder any more. */
const SETTLED_MS = 120_000;

/**
 * Deletions that are not over: what the store did not remove when it was asked, and what a worker still wrote
 * meanwhile. Each is gone through until both halves are gone, and once at least after all has come to rest.
 */
export function finishedDeletions(parts: BroomParts): Broom {
  const { db, clock } = parts;
  return {
    name: 'finished-deletions',
    everyMs: EVERY_MS,
    async sweep() {
      const deletedBefore = new Date(clock.now().getTime() - SETTLED_MS);
      const waiting = await db
        .select({ videoId: videos.id })
        .from(videos)
        .where(and(eq(videos.deletedFiles, 'removing'), lt(videos.deletedAt, deletedBefore)))
        .orderBy(asc(videos.deletedAt))
        .limit(MOST_AT_ONCE);
      let finished = 0;
      for (const { videoId } of waiting) {
        const { raw, processed } = await removeVideoFiles(parts, videoId);
        if (!raw || !processed) continue;
        await db.update(videos).set({ deletedFiles: 'removed' }).where(eq(videos.id, videoId));
        finished++;
      }
      return { 'finished-deletion': finished };
    },
  };
}
