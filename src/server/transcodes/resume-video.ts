import { and, eq, inArray, ne } from 'drizzle-orm';
import type { Transaction } from '../db/client.ts';
import { tasks } from '../db/schema/tasks.ts';
import { type VideoRow, videos } from '../db/schema/videos.ts';
import { recordVideoChange } from '../outbox/record-change.ts';
import type { Clock } from '../ports/clock.ts';
import { insertTasks, isReleased } from './apply-result.ts';
import { insertProbe } from './enqueue.ts';
import { stageOf } from './requeue.ts';
import { releaseStills } from './stills-release.ts';
import { requestVerification } from './verification.ts';
import { failVideo } from './video-failure.ts';

/** What a stuck video lacked. */
export type Mend = 'failed' | 'probe' | 'tasks' | 'stills' | 'verification';

/**
 * Sets a video going again that is on its way and has no open task. Everything is decided by its rows, under
 * its lock: a failed task fails it with that task's reason; without a plan it is probed (anew); what the plan
 * wants and is not there is queued; and when all is done it is verified.
 * @returns what it lacked; null when it is not stuck
 */
export async function resumeVideo(tx: Transaction, clock: Clock, videoId: string): Promise<Mend | null> {
  const [video] = await tx.select().from(videos).where(eq(videos.id, videoId)).for('update');
  if (!video || video.encodedAt || (video.status !== 'queued' && video.status !== 'processing')) return null;
  const all = await tx.select().from(tasks).where(eq(tasks.videoId, videoId));
  if (all.some(({ status }) => status === 'waiting' || status === 'leased')) return null;

  const failed = all.find(({ kind, status }) => status === 'failed' && kind !== 'thumbnail');
  if (failed) {
    const code = failed.errorCode ?? 'TRANSCODE_FAILED';
    await failVideo(tx, clock, videoId, { code, stage: stageOf(failed) });
    return 'failed';
  }
  const mend = await queueWhatIsMissing(tx, clock, video);
  await recordVideoChange(tx, clock, videoId);
  return mend;
}

async function queueWhatIsMissing(tx: Transaction, clock: Clock, video: VideoRow): Promise<Mend> {
  const { id: videoId, ownerId, plan } = video;
  if (!plan) {
    await insertProbe(tx, clock, { videoId, ownerId });
    await tx
      .update(tasks)
      .set({ status: 'waiting', finishedAt: null })
      .where(
        and(
          eq(tasks.videoId, videoId),
          eq(tasks.kind, 'probe'),
          inArray(tasks.status, ['done', 'cancelled']),
        ),
      );
    return 'probe';
  }
  // Nothing of it waits, so all that led to `processing` is behind it.
  await tx
    .update(videos)
    .set({ status: 'processing' })
    .where(and(eq(videos.id, videoId), eq(videos.status, 'queued')));
  await insertTasks(tx, clock, { videoId, ownerId }, { ...plan, tasks: plan.tasks.filter(isReleased) });
  await tx
    .update(tasks)
    .set({ status: 'waiting' })
    .where(
      and(
        eq(tasks.videoId, videoId),
        eq(tasks.status, 'cancelled'),
        // Stills follow the lowest rung; a thumbnail is its owner's wish for a ready video.
        ne(tasks.kind, 'stills'),
        ne(tasks.kind, 'thumbnail'),
      ),
    );
  if (await countOpen(tx, videoId)) return 'tasks';
  await releaseStills(tx, clock, { videoId, ownerId, rungs: plan.rungs.map(({ name }) => name).join() });
  if (await countOpen(tx, videoId)) return 'stills';
  await requestVerification(tx, clock, { videoId, ownerId });
  if (await countOpen(tx, videoId)) return 'verification';
  // Rows that no rule of ours leads to: a person is told, instead of waiting for ever.
  await failVideo(tx, clock, videoId, { code: 'TRANSCODE_FAILED', stage: 'finalizing' });
  return 'failed';
}

async function countOpen(tx: Transaction, videoId: string): Promise<number> {
  const open = await tx
    .select({ id: tasks.id })
    .from(tasks)
    .where(and(eq(tasks.videoId, videoId), inArray(tasks.status, ['waiting', 'leased'])));
  return open.length;
}
