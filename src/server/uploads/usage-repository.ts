import { and, count, eq, gt, inArray, isNotNull, ne, or, sum } from 'drizzle-orm';
import type { Executor, Transaction } from '../db/client.ts';
import { uploadSessions } from '../db/schema/upload-sessions.ts';
import { users } from '../db/schema/users.ts';
import { videos } from '../db/schema/videos.ts';
import type { UploadUsage } from './quota.ts';

const DAY_MS = 24 * 3_600_000;

/** From here to the end of the transaction nobody else opens an upload for this person. */
export async function lockOwner(tx: Transaction, ownerId: string): Promise<void> {
  await tx.select({ id: users.id }).from(users).where(eq(users.id, ownerId)).for('update');
}

/**
 * Counted from the rows and kept nowhere: whatever ends an upload or a video frees its bytes with the same UPDATE.
 * An upload that ended without its file counts for nothing; a deleted video whose files were kept still counts.
 */
export async function readUsage(db: Executor, ownerId: string, now: Date): Promise<UploadUsage> {
  const isStored = and(
    isNotNull(videos.sourceEtag),
    or(ne(videos.status, 'deleted'), eq(videos.deletedFiles, 'kept')),
  );
  const [stored] = await db
    .select({ bytes: sum(videos.sizeBytes) })
    .from(videos)
    .where(and(eq(videos.ownerId, ownerId), or(eq(videos.status, 'uploading'), isStored)));
  const [ofDay] = await db
    .select({ bytes: sum(uploadSessions.sizeBytes) })
    .from(uploadSessions)
    .where(
      and(
        eq(uploadSessions.ownerId, ownerId),
        gt(uploadSessions.createdAt, new Date(now.getTime() - DAY_MS)),
        inArray(uploadSessions.status, ['open', 'completed']),
      ),
    );
  const [open] = await db
    .select({ uploads: count() })
    .from(uploadSessions)
    .where(and(eq(uploadSessions.ownerId, ownerId), eq(uploadSessions.status, 'open')));
  return {
    // MySQL sums to a decimal, which comes as text.
    totalBytes: Number(stored?.bytes ?? 0),
    dailyBytes: Number(ofDay?.bytes ?? 0),
    openUploads: open?.uploads ?? 0,
  };
}
