import { segmentKey } from '../../../src/lib/domain/object-keys.ts';
import type { LeasedTask } from '../../../src/lib/domain/worker-protocol.ts';
import type { FinishedSegment } from '../ffmpeg/verify-segment.ts';
import { sha256Of } from '../sha256.ts';
import type { TaskContext } from './task-context.ts';

/** Stores a segment that was checked, under this attempt's own key, and tells it with the hash of what was checked. */
export async function publishSegment(
  context: Pick<TaskContext, 'store' | 'tellBound'>,
  task: Pick<LeasedTask, 'videoId' | 'mediaBucket' | 'epoch'>,
  at: { readonly track: string; readonly number: number; readonly contentType: string },
  { bytes, durationTicks }: FinishedSegment,
): Promise<void> {
  const { track, number } = at;
  const key = segmentKey(task.videoId, track, number, task.epoch);
  await context.store.writeOnce(task.mediaBucket, key, bytes, at.contentType);
  const sha256 = sha256Of(bytes);
  await context.tellBound({ track, number, key, sizeBytes: bytes.length, sha256, durationTicks });
}
