import { and, eq, inArray, notInArray } from 'drizzle-orm';
import type { Database } from '../db/client.ts';
import { tasks } from '../db/schema/tasks.ts';
import { videos } from '../db/schema/videos.ts';
import { recordVideoChange } from '../outbox/record-change.ts';
import type { Clock } from '../ports/clock.ts';

/** The oldest of them: with more than this in the queue the others' pages are content with their own refresh. */
const TOLD_AT_ONCE = 40;

/**
 * Videos that nobody works on change all the same: their place in the queue and their time left. Nudges their
 * pages; answers how many.
 */
export async function tellWaiting(db: Database, clock: Clock): Promise<number> {
  const served = db.select({ videoId: tasks.videoId }).from(tasks).where(eq(tasks.status, 'leased'));
  const waiting = await db
    .select({ id: videos.id })
    .from(videos)
    .where(and(inArray(videos.status, ['queued', 'processing']), notInArray(videos.id, served)))
    .orderBy(videos.id)
    .limit(TOLD_AT_ONCE);
  for (const { id } of waiting) await db.transaction((tx) => recordVideoChange(tx, clock, id));
  return waiting.length;
}
