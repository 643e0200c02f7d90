import { and, eq } from 'drizzle-orm';
import { taskPriority } from '#lib/domain/plan.ts';
import type { ThumbnailRequest } from '#lib/domain/thumbnail-choice.ts';
import type { Executor } from '../db/client.ts';
import { type TaskRow, tasks } from '../db/schema/tasks.ts';
import { type VideoRow, videos } from '../db/schema/videos.ts';

export async function findThumbnailTask(db: Executor, videoId: string): Promise<TaskRow | undefined> {
  const [task] = await db
    .select()
    .from(tasks)
    .where(and(eq(tasks.videoId, videoId), eq(tasks.kind, 'thumbnail')));
  return task;
}

/** A picture that is there already becomes the thumbnail, and what a worker was asked for is forgotten. */
export async function chooseThumbnail(db: Executor, videoId: string, key: string): Promise<void> {
  await db
    .update(videos)
    .set({ thumbnailKey: key, thumbnailChosen: true, thumbnailRequest: null })
    .where(eq(videos.id, videoId));
  await db
    .update(tasks)
    .set({ status: 'cancelled', leaseUntil: null, workerId: null, errorCode: null })
    .where(and(eq(tasks.videoId, videoId), eq(tasks.kind, 'thumbnail')));
}

/** Queues the making of a thumbnail. An attempt that is under way at an earlier wish becomes void. */
export async function requestThumbnail(
  db: Executor,
  video: Pick<VideoRow, 'id' | 'ownerId'>,
  request: ThumbnailRequest,
  task: { readonly id: string; readonly createdAt: Date },
): Promise<void> {
  await db.update(videos).set({ thumbnailRequest: request }).where(eq(videos.id, video.id));
  const fresh = {
    status: 'waiting',
    progress: 0,
    ffmpegErrors: 0,
    lostLeases: 0,
    outOfMemory: 0,
    errorCode: null,
    workerId: null,
    leaseUntil: null,
    // Somebody sits before the page and waits for it.
    priority: taskPriority.wanted,
  } as const;
  await db
    .insert(tasks)
    .values({ ...fresh, ...task, videoId: video.id, ownerId: video.ownerId, kind: 'thumbnail', errors: [] })
    .onDuplicateKeyUpdate({ set: fresh });
}
