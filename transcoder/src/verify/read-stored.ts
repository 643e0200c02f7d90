import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { BoundObject } from '../../../src/lib/domain/worker-protocol.ts';
import type { MediaStore } from '../media-store.ts';

export interface StoredAt {
  readonly store: Pick<MediaStore, 'read'>;
  readonly bucket: string;
  readonly signal: AbortSignal;
}

/** The bytes of an object that is what was bound, or what is off. */
export type Stored = { readonly bytes: Uint8Array } | { readonly reason: string };

/** A transfer can fail or go wrong where the object is sound: a fault is what was seen each time. */
const LOOKS = 3;
const PAUSE_MS = 500;

/**
 * Reads a bound object back and holds it against its binding. Holds the object in memory: a segment of ours is a
 * few megabytes, and one of another size than its binding says is not read.
 * @throws when the store does not answer
 */
export async function readStored(at: StoredAt, object: BoundObject): Promise<Stored> {
  for (let look = 1; ; look++) {
    try {
      const stored = await readOnce(at, object);
      if ('bytes' in stored || look === LOOKS) return stored;
    } catch (error) {
      at.signal.throwIfAborted();
      if (look === LOOKS) throw error;
      await delay(PAUSE_MS * look, undefined, { signal: at.signal });
    }
  }
}

async function readOnce({ store, bucket, signal }: StoredAt, object: BoundObject): Promise<Stored> {
  const found = await store.read(bucket, object.key, signal);
  if (!found) return { reason: 'is not in the store' };
  if (found.sizeBytes !== object.sizeBytes) {
    found.body.destroy();
    return { reason: `has ${found.sizeBytes} bytes in the store, not ${object.sizeBytes}` };
  }
  const hash = createHash('sha256');
  const parts: Buffer[] = [];
  for await (const part of found.body) {
    hash.update(part);
    parts.push(part);
  }
  if (hash.digest('hex') !== object.sha256) return { reason: 'is not what was checked before it was stored' };
  return { bytes: Buffer.concat(parts) };
}
