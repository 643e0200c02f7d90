import { and, eq, inArray, isNull, ne, notInArray, or } from 'drizzle-orm';
import { affectedRows } from '../db/client.ts';
import { tasks } from '../db/schema/tasks.ts';
import { videos } from '../db/schema/videos.ts';
import type { Broom, BroomParts } from './broom.ts';

const EVERY_MS = 10_000;
const MOST_AT_ONCE = 500;

/**
 * Open tasks of a video that has ended, or is not there: a result that came in the very moment of a deletion
 * queues what nobody wants. Cancelled, so that no worker spends minutes on them; one at work stops itself.
 */
export function pointlessTasks({ db }: BroomParts): Broom {
  return {
    name: 'pointless-tasks',
    everyMs: EVERY_MS,
    async sweep() {
      const isUnwanted = or(
        isNull(videos.id),
        // A thumbnail is made of a ready video, everything else on the way to one.
        and(eq(tasks.kind, 'thumbnail'), ne(videos.status, 'ready')),
        and(ne(tasks.kind, 'thumbnail'), notInArray(videos.status, ['queued', 'processing'])),
      );
      const rows = await db
        .select({ id: tasks.id })
        .from(tasks)
        .leftJoin(videos, eq(videos.id, tasks.videoId))
        .where(and(inArray(tasks.status, ['waiting', 'leased']), isUnwanted))
        .limit(MOST_AT_ONCE);
      if (rows.length === 0) return {};
      const cancelled = await db
        .update(tasks)
        .set({ status: 'cancelled', leaseUntil: null, workerId: null })
        .where(
          and(
            inArray(
              tasks.id,
              rows.map(({ id }) => id),
            ),
            inArray(tasks.status, ['waiting', 'leased']),
          ),
        );
      return { 'pointless-task': affectedRows(cancelled) };
    },
  };
}
