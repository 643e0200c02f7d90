import { and, count, eq, gte, inArray } from 'drizzle-orm';
import { lowestRung } from '#lib/domain/lowest-rung.ts';
import type { Transaction } from '../db/client.ts';
import { bindings } from '../db/schema/bindings.ts';
import { type TaskRow, tasks } from '../db/schema/tasks.ts';
import { videos } from '../db/schema/videos.ts';
import type { Clock } from '../ports/clock.ts';
import { insertTasks } from './apply-result.ts';

/**
 * Queues the `stills` task once the lowest rung stands whole: the storyboard is made of that rung's own
 * segments, so that it costs the same for a minute and for two hours and the source is not read again.
 */
export async function releaseStills(
  tx: Transaction,
  clock: Clock,
  done: Pick<TaskRow, 'videoId' | 'ownerId' | 'rungs'>,
): Promise<void> {
  const { videoId } = done;
  // Locked: of two last chunks that end at once, the second then sees the first one's segments.
  const [video] = await tx
    .select({ plan: videos.plan })
    .from(videos)
    .where(eq(videos.id, videoId))
    .for('update');
  const lowest = video?.plan ? lowestRung(video.plan)?.name : undefined;
  if (!video?.plan || !lowest || !done.rungs.split(',').includes(lowest)) return;
  const [bound] = await tx
    .select({ segments: count() })
    .from(bindings)
    .where(and(eq(bindings.videoId, videoId), eq(bindings.track, lowest), gte(bindings.number, 0)));
  if (bound?.segments !== video.plan.grid.segmentCount) return;
  const planned = video.plan.tasks.filter((task) => task.kind === 'stills');
  if (planned.length === 0) return;
  await insertTasks(tx, clock, done, { ...video.plan, tasks: planned });
  // After a restart the row is there already, set aside until now.
  await tx
    .update(tasks)
    .set({ status: 'waiting' })
    .where(
      and(
        eq(tasks.videoId, videoId),
        eq(tasks.kind, 'stills'),
        inArray(tasks.status, ['cancelled', 'failed']),
      ),
    );
}
