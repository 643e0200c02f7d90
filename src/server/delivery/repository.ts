import { and, eq } from 'drizzle-orm';
import { AHEAD_TRACK, AUDIO_TRACK } from '#lib/domain/object-keys.ts';
import type { BoundSegment } from '#lib/domain/presentation.ts';
import type { Executor } from '../db/client.ts';
import { bindings } from '../db/schema/bindings.ts';
import { type VideoRow, videos } from '../db/schema/videos.ts';

export async function findVideo(db: Executor, videoId: string): Promise<VideoRow | undefined> {
  const [video] = await db.select().from(videos).where(eq(videos.id, videoId));
  return video;
}

export function findBindings(
  db: Executor,
  videoId: string,
): Promise<(BoundSegment & { objectKey: string })[]> {
  return db
    .select({
      track: bindings.track,
      number: bindings.number,
      sizeBytes: bindings.sizeBytes,
      durationTicks: bindings.durationTicks,
      codecs: bindings.codecs,
      timescale: bindings.timescale,
      objectKey: bindings.objectKey,
    })
    .from(bindings)
    .where(eq(bindings.videoId, videoId));
}

export async function findBoundKey(
  db: Executor,
  videoId: string,
  track: string,
  number: number,
): Promise<string | undefined> {
  const [row] = await db
    .select({ objectKey: bindings.objectKey })
    .from(bindings)
    .where(and(eq(bindings.videoId, videoId), eq(bindings.track, track), eq(bindings.number, number)));
  return row?.objectKey;
}

/** As `findBoundKey`; of sound that is not there yet, what was made of it ahead. */
export async function findPlayableKey(
  db: Executor,
  videoId: string,
  track: string,
  number: number,
): Promise<string | undefined> {
  const key = await findBoundKey(db, videoId, track, number);
  return key ?? (track === AUDIO_TRACK ? findBoundKey(db, videoId, AHEAD_TRACK, number) : undefined);
}
