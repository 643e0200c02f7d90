import { eq, inArray } from 'drizzle-orm';
import { sourceVolumes } from '../db/schema/source-volumes.ts';
import { uploadSessions } from '../db/schema/upload-sessions.ts';
import type { ListedMultipart } from '../ports/object-store.ts';
import { MULTIPART_LIFETIME_MS } from '../uploads/lifetime.ts';
import type { Broom, BroomParts } from './broom.ts';

const EVERY_MS = 10 * 60_000;
/** The store knows an upload before its row is written, and for a moment after the row has ended. */
const GRACE_MS = 3_600_000;
const MOST_AT_ONCE = 500;

/**
 * What S3 itself calls an unfinished upload, and bills: aborted when its session has ended (an abort that
 * failed) or when it has none and is older than any session lives (web died between the two).
 */
export function orphanedMultiparts({ db, clock, store, buckets }: BroomParts): Broom {
  const bucket = buckets.source;

  async function findLive(uploads: readonly ListedMultipart[]) {
    const ids = uploads.map(({ s3UploadId }) => s3UploadId);
    if (ids.length === 0) return { open: new Set<string | null>(), known: new Set<string | null>() };
    const rows = await db
      .select({ s3UploadId: uploadSessions.s3UploadId, status: uploadSessions.status })
      .from(uploadSessions)
      .where(inArray(uploadSessions.s3UploadId, ids));
    rows.push(
      ...(await db
        .select({ s3UploadId: sourceVolumes.s3UploadId, status: uploadSessions.status })
        .from(sourceVolumes)
        .innerJoin(uploadSessions, eq(uploadSessions.videoId, sourceVolumes.videoId))
        .where(inArray(sourceVolumes.s3UploadId, ids))),
    );
    const open = rows.filter(({ status }) => status === 'open');
    return {
      open: new Set(open.map((row) => row.s3UploadId)),
      known: new Set(rows.map((row) => row.s3UploadId)),
    };
  }

  return {
    name: 'orphaned-multiparts',
    everyMs: EVERY_MS,
    async sweep() {
      const now = clock.now().getTime();
      let aborted = 0;
      for await (const page of store.listMultiparts(bucket)) {
        const old = page.filter(({ startedAt }) => now - startedAt.getTime() > GRACE_MS);
        const { open, known } = await findLive(old);
        for (const upload of old) {
          const patience = known.has(upload.s3UploadId) ? GRACE_MS : MULTIPART_LIFETIME_MS + GRACE_MS;
          if (open.has(upload.s3UploadId) || now - upload.startedAt.getTime() <= patience) continue;
          await store.abortMultipart({ bucket, ...upload });
          if (++aborted === MOST_AT_ONCE) return { 'orphaned-multipart': aborted };
        }
      }
      return { 'orphaned-multipart': aborted };
    },
  };
}
