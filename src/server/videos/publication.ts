import { and, asc, eq, lte, ne } from 'drizzle-orm';
import { AppError } from '#lib/domain/errors.ts';
import type { Viewer } from '../accounts/viewer.ts';
import { affectedRows, type Database } from '../db/client.ts';
import { videos } from '../db/schema/videos.ts';
import { recordVideoChange } from '../outbox/record-change.ts';
import type { Clock } from '../ports/clock.ts';
import { lockManagedVideo } from './access.ts';

const MOST_AT_ONCE = 100;

interface PublicationParts {
  readonly db: Database;
  readonly clock: Clock;
}

function refuse(message: string): AppError {
  return new AppError('VALIDATION_FAILED', message, {
    details: { fields: [{ path: 'publishAt', message }] },
  });
}

/** Lets an owner say when a video is to become public. */
export function createPublicationService({ db, clock }: PublicationParts) {
  return {
    /**
     * Publishes it at that time, by the sweeper; null takes the wish back. Until then it is as visible as it was.
     * @throws AppError VALIDATION_FAILED for a time that is over, and of a video that is public already
     */
    async schedule(viewer: Viewer, videoId: string, publishAt: Date | null): Promise<void> {
      await db.transaction(async (tx) => {
        const video = await lockManagedVideo(tx, viewer, videoId);
        if (publishAt && publishAt <= clock.now()) throw refuse('Choose a time that is still to come.');
        if (publishAt && video.visibility === 'public') throw refuse('It is public already.');
        await tx.update(videos).set({ publishAt }).where(eq(videos.id, videoId));
        await recordVideoChange(tx, clock, videoId);
      });
    },
  };
}

/**
 * Publishes what is due, oldest wish first; answers how many that were. One that is not ready by then is public all the
 * same, and others see it once it is. Whoever took the wish back in this very moment is obeyed: the UPDATE asks again.
 */
export async function publishDue({ db, clock }: PublicationParts): Promise<number> {
  const now = clock.now();
  const isDue = and(lte(videos.publishAt, now), ne(videos.status, 'deleted'));
  const due = await db
    .select({ id: videos.id })
    .from(videos)
    .where(isDue)
    .orderBy(asc(videos.publishAt))
    .limit(MOST_AT_ONCE);
  let published = 0;
  for (const { id } of due) {
    const isPublished = await db.transaction(async (tx) => {
      const done = await tx
        .update(videos)
        .set({ visibility: 'public', publishAt: null })
        .where(and(eq(videos.id, id), isDue));
      if (affectedRows(done) === 0) return false;
      await recordVideoChange(tx, clock, id);
      return true;
    });
    if (isPublished) published++;
  }
  return published;
}
