import { createHash } from 'node:crypto';
import { INIT_SEGMENT, initKey } from '../../../src/lib/domain/object-keys.ts';
import { readInit } from '../mp4/read-init.ts';
import type { TaskContext } from './task-context.ts';

/** Stores a track's init segment under the name of its content and tells it. */
export async function publishInit(
  context: TaskContext,
  at: { readonly bucket: string; readonly videoId: string; readonly track: string },
  bytes: Uint8Array,
  contentType: string,
): Promise<void> {
  const { codec, timescale } = readInit(bytes);
  const key = initKey(at.videoId, at.track, createHash('sha256').update(bytes).digest('hex'));
  await context.store.writeOnce(at.bucket, key, bytes, contentType);
  await context.tellBound({
    track: at.track,
    number: INIT_SEGMENT,
    key,
    sizeBytes: bytes.length,
    durationTicks: 0,
    init: { codecs: codec, timescale },
  });
}
