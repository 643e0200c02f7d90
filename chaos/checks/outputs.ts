/** Is what came out of the storm what comes out of a calm day? Byte for byte, but for what a lost attempt explains. */
import { eq } from 'drizzle-orm';
import type { Stack } from '../../infra/local/stack.ts';
import { AUDIO_TRACK, INIT_SEGMENT } from '../../src/lib/domain/object-keys.ts';
import type { Database } from '../../src/server/db/client.ts';
import { type BindingRow, bindings } from '../../src/server/db/schema/bindings.ts';
import type { Life } from '../uploads/life.ts';
import type { Check } from './check.ts';
import { compareDecoded } from './decoded.ts';
import { openStore, type Store } from './store.ts';

type Tracks = ReadonlyMap<string, readonly BindingRow[]>;

async function tracksOf(db: Database, videoId: string): Promise<Tracks> {
  const rows = await db.select().from(bindings).where(eq(bindings.videoId, videoId));
  return Map.groupBy(
    rows.toSorted((a, b) => a.number - b.number),
    ({ track }) => track,
  );
}

const describe = (rows: readonly BindingRow[]) =>
  rows.map(({ number, durationTicks, sha256 }) => `${number} ${durationTicks} ${sha256}`).join('\n');

/** An attempt that goes on in mid-chunk starts x264 anew: other bytes, the same pictures. Sound is always made whole. */
function isResumed(track: string, rows: readonly BindingRow[]): boolean {
  const media = rows.filter(({ number }) => number !== INIT_SEGMENT);
  return track !== AUDIO_TRACK && new Set(media.map(({ epoch }) => epoch)).size > 1;
}

/** @param calm one life of every clip that nothing disturbed */
export async function checkOutputs(
  db: Database,
  stack: Stack,
  calm: readonly Life[],
  stormy: readonly Life[],
): Promise<readonly Check[]> {
  const model = new Map<string, Tracks>();
  for (const { clip, videoId, status } of calm)
    if (status === 'ready') model.set(clip.name, await tracksOf(db, videoId));
  const store = openStore(stack);
  const bucket = stack.env.S3_MEDIA_BUCKET ?? '';
  let identical = 0;
  let resumed = 0;
  const otherBytes: string[] = [];
  const otherPictures: string[] = [];
  try {
    for (const { clip, videoId, status } of stormy) {
      const wanted = model.get(clip.name);
      if (status !== 'ready' || !wanted) continue;
      const made = await tracksOf(db, videoId);
      if ([...made.keys()].toSorted().join() !== [...wanted.keys()].toSorted().join())
        otherBytes.push(`${clip.name} ${videoId} has other tracks`);
      for (const [track, rows] of made) {
        const before = wanted.get(track) ?? [];
        if (!isResumed(track, rows)) {
          identical += 1;
          if (describe(rows) !== describe(before))
            otherBytes.push(`${clip.name} ${videoId}/${track} has other bytes`);
          continue;
        }
        resumed += 1;
        const fault = compareDecoded(
          await joinTrack(store, bucket, before),
          await joinTrack(store, bucket, rows),
        );
        if (fault) otherPictures.push(`${clip.name} ${videoId}/${track}: ${fault}`);
      }
    }
  } finally {
    store.close();
  }
  return [
    { name: 'tracks are byte for byte those of a calm day', seen: identical, faults: otherBytes },
    { name: 'tracks resumed in mid-chunk show the same frames', seen: resumed, faults: otherPictures },
  ];
}

/** Init and segments as one file. */
async function joinTrack(store: Store, bucket: string, rows: readonly BindingRow[]): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for (const { objectKey } of rows) pieces.push((await store.bytesOf(bucket, objectKey)) ?? new Uint8Array());
  return Buffer.concat(pieces);
}
