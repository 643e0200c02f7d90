import { and, eq, gt, sql } from 'drizzle-orm';
import type { Viewing } from '#lib/domain/viewing.ts';
import type { Executor } from '../db/client.ts';
import { videoViewsDaily } from '../db/schema/video-views-daily.ts';
import { videos } from '../db/schema/videos.ts';
import { viewings } from '../db/schema/viewings.ts';
import { watchPositions } from '../db/schema/watch-positions.ts';

const isOf = (videoId: string, viewerKey: string) =>
  and(eq(viewings.videoId, videoId), eq(viewings.viewerKey, viewerKey));

/** Whether this key was counted after that time. */
export async function wasCountedSince(
  db: Executor,
  videoId: string,
  viewerKey: string,
  since: Date,
): Promise<boolean> {
  const found = await db
    .select({ countedAt: viewings.countedAt })
    .from(viewings)
    .where(and(isOf(videoId, viewerKey), gt(viewings.countedAt, since)));
  return found.length > 0;
}

/** Serialises the beats of one viewer of one video within the caller's transaction. */
export async function lockViewing(
  tx: Executor,
  videoId: string,
  viewerKey: string,
  openedAt: Date,
): Promise<Viewing> {
  const find = () => tx.select().from(viewings).where(isOf(videoId, viewerKey)).for('update');
  const [known] = await find();
  if (known) return known;
  const first = { watchedMs: 0, lastBeatAt: openedAt, countedAt: null };
  // Of two first beats the second waits here for the first. An INSERT IGNORE would share the row's lock, and then neither could have it.
  await tx
    .insert(viewings)
    .values({ videoId, viewerKey, ...first })
    .onDuplicateKeyUpdate({ set: { videoId } });
  const [row] = await find();
  return row ?? first;
}

export async function saveViewing(
  tx: Executor,
  videoId: string,
  viewerKey: string,
  viewing: Partial<Viewing>,
): Promise<void> {
  await tx.update(viewings).set(viewing).where(isOf(videoId, viewerKey));
}

/** Adds to a day, and to the video itself when there are views among it. */
export async function addToDay(
  tx: Executor,
  videoId: string,
  day: string,
  more: { readonly views: number; readonly watchSeconds: number },
): Promise<void> {
  const { views, watchSeconds } = more;
  await tx
    .insert(videoViewsDaily)
    .values({ videoId, day, views, watchSeconds })
    .onDuplicateKeyUpdate({
      set: {
        views: sql`${videoViewsDaily.views} + ${views}`,
        watchSeconds: sql`${videoViewsDaily.watchSeconds} + ${watchSeconds}`,
      },
    });
  if (views > 0)
    await tx
      .update(videos)
      .set({ viewCount: sql`${videos.viewCount} + ${views}` })
      .where(eq(videos.id, videoId));
}

const isPositionOf = (userId: string, videoId: string) =>
  and(eq(watchPositions.userId, userId), eq(watchPositions.videoId, videoId));

/** Milliseconds; null where they have nothing to go on with. */
export async function findPosition(db: Executor, userId: string, videoId: string): Promise<number | null> {
  const [row] = await db
    .select({ positionMs: watchPositions.positionMs })
    .from(watchPositions)
    .where(isPositionOf(userId, videoId));
  return row?.positionMs ?? null;
}

/** @param positionMs null forgets it */
export async function savePosition(
  db: Executor,
  userId: string,
  videoId: string,
  positionMs: number | null,
  updatedAt: Date,
): Promise<void> {
  if (positionMs === null) {
    await db.delete(watchPositions).where(isPositionOf(userId, videoId));
    return;
  }
  await db
    .insert(watchPositions)
    .values({ userId, videoId, positionMs, updatedAt })
    .onDuplicateKeyUpdate({ set: { positionMs, updatedAt } });
}
