import { asc, eq } from 'drizzle-orm';
import type { CaptionTrack } from '#lib/domain/captions/caption-track.ts';
import type { Executor } from '../db/client.ts';
import { captions } from '../db/schema/captions.ts';

/** What manifests offer of captions, in the same order each time. */
export function findCaptionTracks(db: Executor, videoId: string): Promise<readonly CaptionTrack[]> {
  return db
    .select({ id: captions.id, language: captions.language, label: captions.label })
    .from(captions)
    .where(eq(captions.videoId, videoId))
    .orderBy(asc(captions.language));
}
