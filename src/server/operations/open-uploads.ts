import { and, desc, eq, gt } from 'drizzle-orm';
import type { Database } from '../db/client.ts';
import { uploadSessions } from '../db/schema/upload-sessions.ts';
import { videos } from '../db/schema/videos.ts';
import type { Clock } from '../ports/clock.ts';

/** Uploads that have begun and not ended, the newest first. */
export async function findOpenUploads({ db, clock }: { db: Database; clock: Clock }, limit: number) {
  const rows = await db
    .select({
      uploadId: uploadSessions.id,
      videoId: uploadSessions.videoId,
      ownerId: uploadSessions.ownerId,
      title: videos.title,
      door: uploadSessions.door,
      sizeBytes: uploadSessions.sizeBytes,
      receivedBytes: uploadSessions.receivedBytes,
      createdAt: uploadSessions.createdAt,
      expiresAt: uploadSessions.expiresAt,
    })
    .from(uploadSessions)
    .innerJoin(videos, eq(videos.id, uploadSessions.videoId))
    .where(and(eq(uploadSessions.status, 'open'), gt(uploadSessions.expiresAt, clock.now())))
    .orderBy(desc(uploadSessions.createdAt))
    .limit(limit);
  return rows.map(({ receivedBytes, ...upload }) => ({
    ...upload,
    /** Null where the bytes go straight to the store: it alone knows. */
    receivedBytes: upload.door === 'tus' || upload.door === 'form' ? receivedBytes : null,
  }));
}
