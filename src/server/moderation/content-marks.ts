import { createHash } from 'node:crypto';
import { and, asc, eq, gte, inArray, ne } from 'drizzle-orm';
import { lowestRung } from '#lib/domain/lowest-rung.ts';
import type { Executor, Transaction } from '../db/client.ts';
import { bindings } from '../db/schema/bindings.ts';
import { removedContent } from '../db/schema/removed-content.ts';
import type { VideoRow } from '../db/schema/videos.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/**
 * By what a video is known again. The source by S3's ETag and its size: the same file by the same door. And the picture
 * by the hashes of all segments of its lowest rung: the same frames in another container, encoded alike, are the same
 * bytes. An edited or newly encoded copy is another video to both.
 */
async function marksOf(db: Executor, video: VideoRow): Promise<readonly string[]> {
  const bySource = video.sourceEtag ? [sha256(`source ${video.sizeBytes} ${video.sourceEtag}`)] : [];
  const rung = video.status === 'ready' && video.plan ? lowestRung(video.plan) : undefined;
  if (!rung) return bySource;
  const segments = await db
    .select({ sha256: bindings.sha256 })
    .from(bindings)
    .where(and(eq(bindings.videoId, video.id), eq(bindings.track, rung.name), gte(bindings.number, 0)))
    .orderBy(asc(bindings.number));
  if (segments.length === 0) return bySource;
  const ofSegments = segments.map((segment) => segment.sha256).join(' ');
  return [...bySource, sha256(`picture ${rung.name} ${ofSegments}`)];
}

/** Whether another video of the same content is taken down. */
export async function isKnownContent(db: Executor, video: VideoRow): Promise<boolean> {
  const marks = await marksOf(db, video);
  if (marks.length === 0) return false;
  const found = await db
    .select({ videoId: removedContent.videoId })
    .from(removedContent)
    .where(and(inArray(removedContent.mark, [...marks]), ne(removedContent.videoId, video.id)))
    .limit(1);
  return found.length > 0;
}

export async function rememberContent(tx: Transaction, video: VideoRow, removedAt: Date): Promise<void> {
  const rows = (await marksOf(tx, video)).map((mark) => ({ mark, videoId: video.id, removedAt }));
  if (rows.length > 0) await tx.insert(removedContent).ignore().values(rows);
}

export async function forgetContent(tx: Transaction, videoId: string): Promise<void> {
  await tx.delete(removedContent).where(eq(removedContent.videoId, videoId));
}
