/** What S3 must hold at rest: everything that MySQL and the manifests name, as it was when it was bound. */
import { createHash } from 'node:crypto';
import path from 'node:path';
import { eq } from 'drizzle-orm';
import type { Stack } from '../../infra/local/stack.ts';
import type { Database } from '../../src/server/db/client.ts';
import { bindings } from '../../src/server/db/schema/bindings.ts';
import { videos } from '../../src/server/db/schema/videos.ts';
import { findSourceObjects } from '../../src/server/uploads/volumes.ts';
import type { Check } from './check.ts';
import { urisOf } from './manifest-uris.ts';
import { openStore, type Store } from './store.ts';

export interface ObjectChecks {
  readonly checks: readonly Check[];
  /** Objects that nothing names: what lost attempts had stored. */
  readonly orphans: number;
}

export async function checkObjects(db: Database, stack: Stack): Promise<ObjectChecks> {
  const mediaBucket = stack.env.S3_MEDIA_BUCKET ?? '';
  const sourceBucket = stack.env.S3_SOURCE_BUCKET ?? '';
  const bound = await db.select().from(bindings);
  const ready = await db.select().from(videos).where(eq(videos.status, 'ready'));
  const store = openStore(stack);
  try {
    const stored = new Set(await store.keysOf(mediaBucket));
    const sources = new Set(await store.keysOf(sourceBucket));
    const manifests = await followManifests(store, mediaBucket, ready);
    const pictures = ready.flatMap(({ thumbnailKey, stillKeys, storyboard }) => [
      ...(thumbnailKey ? [thumbnailKey] : []),
      ...(stillKeys ?? []),
      ...(storyboard?.sheetKeys ?? []),
    ]);
    const ofReady = await Promise.all(ready.map(({ id }) => findSourceObjects(db, sourceBucket, id)));
    const sourceKeys = ofReady.flat().map(({ key }) => key);
    const named = new Set([...bound.map(({ objectKey }) => objectKey), ...manifests.named, ...pictures]);
    return {
      checks: [
        {
          name: 'every bound object stands in S3 with its own SHA-256',
          seen: bound.length,
          faults: await findDamaged(store, mediaBucket, bound),
        },
        {
          name: 'everything that a manifest names is there',
          seen: manifests.named.length,
          faults: [...manifests.faults, ...missingFrom(stored, manifests.named)],
        },
        {
          name: 'every still and storyboard is there',
          seen: pictures.length,
          faults: missingFrom(stored, pictures),
        },
        {
          name: 'the source of every ready video is there',
          seen: ready.length,
          faults: missingFrom(sources, sourceKeys),
        },
      ],
      orphans: [...stored].filter((key) => !named.has(key)).length,
    };
  } finally {
    store.close();
  }
}

const missingFrom = (stored: ReadonlySet<string>, keys: readonly string[]): string[] =>
  keys.filter((key) => !stored.has(key)).map((key) => `${key} is missing`);

async function findDamaged(
  store: Store,
  bucket: string,
  bound: readonly (typeof bindings.$inferSelect)[],
): Promise<string[]> {
  const faults: string[] = [];
  for (const { objectKey, sha256 } of bound) {
    const bytes = await store.bytesOf(bucket, objectKey);
    if (!bytes) faults.push(`${objectKey} is missing`);
    else if (createHash('sha256').update(bytes).digest('hex') !== sha256)
      faults.push(`${objectKey} has other bytes than were bound`);
  }
  return faults;
}

/** Every object that the HLS and DASH manifests lead to, the manifests themselves included. */
async function followManifests(store: Store, bucket: string, ready: readonly (typeof videos.$inferSelect)[]) {
  const named: string[] = [];
  const faults: string[] = [];

  async function follow(key: string): Promise<void> {
    named.push(key);
    if (!/\.(m3u8|mpd)$/.test(key)) return;
    const bytes = await store.bytesOf(bucket, key);
    if (!bytes) return void faults.push(`${key} is missing`);
    for (const uri of new Set(urisOf(new TextDecoder().decode(bytes))))
      await follow(path.posix.join(path.posix.dirname(key), uri));
  }

  for (const { id, hlsKey, dashKey } of ready) {
    if (!hlsKey || !dashKey) faults.push(`${id} is ready without manifests`);
    if (hlsKey) await follow(hlsKey);
    if (dashKey) await follow(dashKey);
  }
  return { named, faults };
}
