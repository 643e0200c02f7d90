import { sourceKey } from '#lib/domain/object-keys.ts';
import type { Database } from '../db/client.ts';
import type { Log } from '../log.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import { abortMultiparts } from '../uploads/abort-multiparts.ts';

export interface FileRemovalParts {
  readonly db: Database;
  readonly store: ObjectStore;
  readonly buckets: { readonly source: string; readonly media: string };
  readonly log: Log;
}

/** Which half of a video's files is gone: a fact, not a wish. */
export interface RemovedFiles {
  /** The source, what had arrived of it, and pictures that were uploaded for the thumbnail. */
  readonly raw: boolean;
  /** Segments, manifests, stills, captions. */
  readonly processed: boolean;
}

/** Removes everything of a video from both buckets. Idempotent: it is called again until both are gone. */
export async function removeVideoFiles(
  { db, store, buckets, log }: FileRemovalParts,
  videoId: string,
): Promise<RemovedFiles> {
  const isGone = (half: string, removal: Promise<unknown>) =>
    removal.then(
      () => true,
      (error: unknown) => {
        log.warn({ err: error, videoId, half }, 'files could not be removed; the sweeper tries again');
        return false;
      },
    );
  async function removeRaw(): Promise<void> {
    await abortMultiparts({ db, store, sourceBucket: buckets.source }, videoId);
    await store.remove({ bucket: buckets.source, key: sourceKey(videoId) });
    await store.removeAll(buckets.source, `${videoId}/`);
  }
  const [raw, processed] = await Promise.all([
    isGone('raw', removeRaw()),
    isGone('processed', store.removeAll(buckets.media, `${videoId}/`)),
  ]);
  return { raw, processed };
}
