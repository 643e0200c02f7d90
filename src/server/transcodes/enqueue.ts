import { eq } from 'drizzle-orm';
import { taskPriority } from '#lib/domain/plan.ts';
import { fixedWeight } from '#lib/domain/task-weight.ts';
import type { Transaction } from '../db/client.ts';
import { tasks } from '../db/schema/tasks.ts';
import { videos } from '../db/schema/videos.ts';
import type { Clock } from '../ports/clock.ts';

/** Starts the work on an uploaded video with its probe. A video that has one already gets no second. */
export async function enqueueProbe(tx: Transaction, clock: Clock, videoId: string): Promise<void> {
  const [video] = await tx
    .select({ status: videos.status, ownerId: videos.ownerId })
    .from(videos)
    .where(eq(videos.id, videoId));
  if (video?.status !== 'queued') return;
  await insertProbe(tx, clock, { videoId, ownerId: video.ownerId });
}

/** The probe of a video, unless it has one. */
export async function insertProbe(
  tx: Transaction,
  clock: Clock,
  video: { readonly videoId: string; readonly ownerId: string },
): Promise<void> {
  await tx
    .insert(tasks)
    .ignore()
    .values({
      ...video,
      id: clock.newId(),
      kind: 'probe',
      priority: taskPriority.probe,
      weight: fixedWeight.probe,
      errors: [],
      createdAt: clock.now(),
    });
}
