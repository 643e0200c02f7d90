import { inArray } from 'drizzle-orm';
import type { Database } from '../db/client.ts';
import { bindings } from '../db/schema/bindings.ts';
import { captions } from '../db/schema/captions.ts';
import { videos } from '../db/schema/videos.ts';
import { findVolumeKeys } from '../uploads/volumes.ts';
import type { Broom, BroomParts } from './broom.ts';
import { readCursor, writeCursor } from './cursor.ts';
import {
  type Judgement,
  judgeMediaObject,
  judgeSourceObject,
  type ObjectOwner,
  videoIdOfKey,
} from './object-owner.ts';

const EVERY_MS = 60_000;
/** One page of the store's own list, and so one call. */
const PAGE = 1_000;

interface Beat {
  readonly bucket: string;
  readonly judge: (key: string, owner: ObjectOwner | undefined) => Judgement;
}

/**
 * Goes through one bucket a page a turn, and begins anew at its end: what is older than the grace and belongs
 * to nothing is removed. The grace is longer than any upload lives, so nothing is judged that is on its way.
 */
function orphanedObjects(parts: BroomParts & { readonly graceMs: number }, beat: Beat): Broom {
  const { db, clock, store, log } = parts;
  const { bucket } = beat;
  const name = `objects of ${bucket}`.slice(0, 40);
  return {
    name,
    everyMs: EVERY_MS,
    async sweep() {
      const page = await store.listObjects(bucket, await readCursor(db, name), PAGE);
      const before = clock.now().getTime() - parts.graceMs;
      const old = page.flatMap(({ key, modifiedAt }) => {
        const videoId = videoIdOfKey(key);
        return videoId && modifiedAt.getTime() < before ? [{ key, videoId }] : [];
      });
      const owners = await findOwners(db, [...new Set(old.map(({ videoId }) => videoId))]);
      const removed = { orphaned: 0, superseded: 0 };
      for (const { key, videoId } of old) {
        const judgement = beat.judge(key, owners.get(videoId));
        if (judgement === 'keep') continue;
        await store.remove({ bucket, key });
        // Named, for this is the one place where something goes that nobody has asked to be gone.
        log.info({ bucket, key, judgement }, 'an object was swept');
        removed[judgement]++;
      }
      await writeCursor(db, name, page.length < PAGE ? '' : (page.at(-1)?.key ?? ''));
      return { 'orphaned-object': removed.orphaned, 'superseded-object': removed.superseded };
    },
  };
}

/** @param graceMs nothing younger is looked at */
export function orphanedObjectBrooms(parts: BroomParts & { readonly graceMs: number }): readonly Broom[] {
  const { source, media } = parts.buckets;
  return [
    orphanedObjects(parts, { bucket: source, judge: judgeSourceObject }),
    orphanedObjects(parts, { bucket: media, judge: judgeMediaObject }),
  ];
}

async function findOwners(db: Database, ids: readonly string[]): Promise<ReadonlyMap<string, ObjectOwner>> {
  if (ids.length === 0) return new Map();
  const [rows, bound, tracks, volumes] = await Promise.all([
    db
      .select()
      .from(videos)
      .where(inArray(videos.id, [...ids])),
    db
      .select({ videoId: bindings.videoId, key: bindings.objectKey })
      .from(bindings)
      .where(inArray(bindings.videoId, [...ids])),
    db
      .select({ videoId: captions.videoId, id: captions.id })
      .from(captions)
      .where(inArray(captions.videoId, [...ids])),
    findVolumeKeys(db, ids),
  ]);
  const boundOf = Map.groupBy(bound, ({ videoId }) => videoId);
  const captionsOf = Map.groupBy(tracks, ({ videoId }) => videoId);
  return new Map(
    rows.map((video) => [
      video.id,
      {
        video,
        boundKeys: new Set(boundOf.get(video.id)?.map(({ key }) => key)),
        volumeKeys: volumes.get(video.id) ?? new Set(),
        captionIds: new Set(captionsOf.get(video.id)?.map(({ id }) => id)),
      },
    ]),
  );
}
