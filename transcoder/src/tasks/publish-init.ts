import { INIT_SEGMENT, initKey } from '../../../src/lib/domain/object-keys.ts';
import { readInit } from '../mp4/read-init.ts';
import { sha256Of } from '../sha256.ts';
import type { TaskContext } from './task-context.ts';

/** Stores a track's init segment under the name of its content and tells it. */
export async function publishInit(
  context: Pick<TaskContext, 'store' | 'tellBound'>,
  at: { readonly bucket: string; readonly videoId: string; readonly track: string },
  bytes: Uint8Array,
  contentType: string,
): Promise<void> {
  const { codec, timescale } = readInit(bytes);
  const sha256 = sha256Of(bytes);
  const key = initKey(at.videoId, at.track, sha256);
  await context.store.writeByContent(at.bucket, key, bytes, contentType);
  await context.tellBound({
    track: at.track,
    number: INIT_SEGMENT,
    key,
    sizeBytes: bytes.length,
    sha256,
    durationTicks: 0,
    init: { codecs: codec, timescale },
  });
}
