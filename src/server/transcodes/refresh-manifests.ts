import { and, eq } from 'drizzle-orm';
import { present } from '#lib/domain/presentation.ts';
import { findCaptionTracks } from '../captions/caption-tracks.ts';
import type { Database } from '../db/client.ts';
import { bindings } from '../db/schema/bindings.ts';
import { manifestRefreshes } from '../db/schema/manifest-refreshes.ts';
import { type VideoRow, videos } from '../db/schema/videos.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import { manifestKeysOf, publishManifests } from './publish-manifests.ts';

export interface RefreshParts {
  readonly db: Database;
  readonly store: ObjectStore;
  readonly mediaBucket: string;
}

/**
 * Writes new static manifests for ready videos whose captions have changed, under names of their own, and
 * then points the video to them. A change that comes meanwhile has another revision and is done next.
 * Idempotent; answers how many videos those were.
 */
export async function refreshManifests(parts: RefreshParts): Promise<number> {
  const waiting = await parts.db
    .select({ video: videos, revision: manifestRefreshes.revision })
    .from(manifestRefreshes)
    .innerJoin(videos, eq(videos.id, manifestRefreshes.videoId))
    .where(eq(videos.status, 'ready'))
    .limit(20);
  for (const { video, revision } of waiting) await refresh(parts, video, revision);
  return waiting.length;
}

async function refresh(parts: RefreshParts, video: VideoRow, revision: string): Promise<void> {
  const { db } = parts;
  const bound = await db.select().from(bindings).where(eq(bindings.videoId, video.id));
  // What a foreign transcoder made is its own to describe.
  const plan = video.foreignResult ? null : video.plan;
  const presentation = plan ? present(plan, video.audioSegmentCount, bound) : undefined;
  if (presentation) {
    const captions = await findCaptionTracks(db, video.id);
    const objects = new Map(bound.map((row) => [`${row.track}/${row.number}`, row.objectKey]));
    const keys = manifestKeysOf(video.id, revision);
    await publishManifests(parts, video.id, { ...presentation, captions }, objects, keys);
    await db
      .update(videos)
      .set(keys)
      .where(and(eq(videos.id, video.id), eq(videos.status, 'ready')));
  }
  await db
    .delete(manifestRefreshes)
    .where(and(eq(manifestRefreshes.videoId, video.id), eq(manifestRefreshes.revision, revision)));
}
