import { and, eq, max } from 'drizzle-orm';
import { encodeCopied, planWeight } from '#lib/domain/plan.ts';
import type { Transaction } from '../db/client.ts';
import { bindings } from '../db/schema/bindings.ts';
import { type TaskRow, tasks } from '../db/schema/tasks.ts';
import { videos } from '../db/schema/videos.ts';

/**
 * A copied rung's task has failed: all of that rung is encoded, for copied and encoded segments share no init.
 * Nothing of it was shown yet, for a rung joins only when it is whole. Its tasks begin anew under one epoch that
 * is above all of theirs, so that facts of the copy are void and no object is written twice.
 * @param task locked by the caller
 * @returns whether that was so
 */
export async function encodeInstead(tx: Transaction, task: TaskRow): Promise<boolean> {
  if (task.kind !== 'encode') return false;
  const [video] = await tx
    .select({ plan: videos.plan })
    .from(videos)
    .where(and(eq(videos.id, task.videoId), eq(videos.status, 'processing')))
    .for('update');
  const replanned = video?.plan ? encodeCopied(video.plan, task.rungs) : null;
  if (!replanned) return false;
  const rung = and(eq(tasks.videoId, task.videoId), eq(tasks.kind, 'encode'), eq(tasks.rungs, task.rungs));
  const [newest] = await tx
    .select({ epoch: max(tasks.epoch) })
    .from(tasks)
    .where(rung);
  await tx.delete(bindings).where(and(eq(bindings.videoId, task.videoId), eq(bindings.track, task.rungs)));
  for (const planned of replanned.tasks) {
    if (planned.kind !== 'encode' || planned.rungs.join() !== task.rungs) continue;
    await tx
      .update(tasks)
      .set({
        status: 'waiting',
        epoch: newest?.epoch ?? task.epoch,
        weight: planned.weight,
        progress: 0,
        finishedAt: null,
        workerId: null,
        leaseUntil: null,
      })
      .where(and(rung, eq(tasks.firstSegment, planned.firstSegment)));
  }
  await tx
    .update(videos)
    .set({ plan: replanned, plannedWeight: planWeight(replanned) })
    .where(eq(videos.id, task.videoId));
  return true;
}
