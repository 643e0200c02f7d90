import { and, eq, isNull } from 'drizzle-orm';
import type { PartChecksum } from '#lib/domain/multipart.ts';
import { affectedRows, type Executor, type Transaction } from '../db/client.ts';
import { type UploadSessionRow, uploadSessions } from '../db/schema/upload-sessions.ts';
import { type VideoRow, videos } from '../db/schema/videos.ts';

export async function insertUpload(
  db: Executor,
  video: typeof videos.$inferInsert,
  session: typeof uploadSessions.$inferInsert,
): Promise<void> {
  await db.insert(videos).values(video);
  await db.insert(uploadSessions).values(session);
}

export async function findSession(db: Executor, uploadId: string): Promise<UploadSessionRow | undefined> {
  const [session] = await db.select().from(uploadSessions).where(eq(uploadSessions.id, uploadId));
  return session;
}

export async function findSessionOfVideo(
  db: Executor,
  videoId: string,
): Promise<UploadSessionRow | undefined> {
  const [session] = await db.select().from(uploadSessions).where(eq(uploadSessions.videoId, videoId));
  return session;
}

/** Until the transaction is over, nobody else ends the session or begins a volume of it. */
export async function lockSession(
  tx: Transaction,
  uploadId: string,
): Promise<UploadSessionRow['status'] | undefined> {
  const [session] = await tx
    .select({ status: uploadSessions.status })
    .from(uploadSessions)
    .where(eq(uploadSessions.id, uploadId))
    .for('update');
  return session?.status;
}

export async function findVideo(db: Executor, videoId: string): Promise<VideoRow | undefined> {
  const [video] = await db.select().from(videos).where(eq(videos.id, videoId));
  return video;
}

/** The upload that this person opened under that name of theirs. */
export async function findSessionByKey(
  db: Executor,
  ownerId: string,
  idempotencyKey: string,
): Promise<UploadSessionRow | undefined> {
  const [session] = await db
    .select()
    .from(uploadSessions)
    .where(and(eq(uploadSessions.ownerId, ownerId), eq(uploadSessions.idempotencyKey, idempotencyKey)));
  return session;
}

/** Ties the store's upload to its session; false when it has one already, or has ended. */
export async function setMultipart(
  db: Executor,
  uploadId: string,
  s3UploadId: string,
  partChecksum: PartChecksum | null,
): Promise<boolean> {
  const result = await db
    .update(uploadSessions)
    .set({ s3UploadId, partChecksum })
    .where(
      and(
        eq(uploadSessions.id, uploadId),
        eq(uploadSessions.status, 'open'),
        isNull(uploadSessions.s3UploadId),
      ),
    );
  return affectedRows(result) === 1;
}

/** Ends an open session; false when it had ended already. */
export async function closeSession(
  db: Executor,
  uploadId: string,
  status: 'completed' | 'aborted' | 'expired',
): Promise<boolean> {
  const result = await db
    .update(uploadSessions)
    .set({ status })
    .where(and(eq(uploadSessions.id, uploadId), eq(uploadSessions.status, 'open')));
  return affectedRows(result) === 1;
}

/** Pins the source and queues the video; false when another door did it first. */
export async function pinSource(
  db: Executor,
  videoId: string,
  source: { readonly etag: string; readonly sizeBytes: number; readonly uploadedAt: Date },
): Promise<boolean> {
  const result = await db
    .update(videos)
    .set({
      status: 'queued',
      sourceEtag: source.etag,
      sizeBytes: source.sizeBytes,
      uploadedAt: source.uploadedAt,
    })
    .where(and(eq(videos.id, videoId), eq(videos.status, 'uploading')));
  return affectedRows(result) === 1;
}

export async function cancelUploading(db: Executor, videoId: string): Promise<void> {
  await db
    .update(videos)
    .set({ status: 'cancelled' })
    .where(and(eq(videos.id, videoId), eq(videos.status, 'uploading')));
}

/** Moves an open upload on from where the caller knows it; false when it is elsewhere by now, or has ended. */
export async function advanceReceived(
  db: Executor,
  uploadId: string,
  { from, to, expiresAt }: { readonly from: number; readonly to: number; readonly expiresAt?: Date },
): Promise<boolean> {
  const result = await db
    .update(uploadSessions)
    .set({ receivedBytes: to, ...(expiresAt && { expiresAt }) })
    .where(
      and(
        eq(uploadSessions.id, uploadId),
        eq(uploadSessions.status, 'open'),
        eq(uploadSessions.receivedBytes, from),
      ),
    );
  return affectedRows(result) === 1;
}

/** Puts the size that was counted in the place of the one that was reserved; false when the upload has ended. */
export async function settleSize(
  tx: Transaction,
  session: Pick<UploadSessionRow, 'id' | 'videoId' | 'partSize'>,
  sizeBytes: number,
  details: Partial<Pick<VideoRow, 'title' | 'description' | 'visibility'>>,
): Promise<boolean> {
  const settled = await tx
    .update(uploadSessions)
    .set({ sizeBytes, partCount: Math.ceil(sizeBytes / session.partSize) })
    .where(and(eq(uploadSessions.id, session.id), eq(uploadSessions.status, 'open')));
  await tx
    .update(videos)
    .set({ ...details, sizeBytes })
    .where(and(eq(videos.id, session.videoId), eq(videos.status, 'uploading')));
  return affectedRows(settled) === 1;
}
