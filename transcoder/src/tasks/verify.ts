import { MAX_FAULTS } from '../../../src/lib/domain/events.ts';
import type { LeasedTaskOf } from '../../../src/lib/domain/worker-protocol.ts';
import { findFaults } from '../verify/find-faults.ts';
import type { TaskContext, TaskResult } from './task-context.ts';

/**
 * Looks at the whole before it is published: what is stored is what was checked before its upload, nothing is
 * missing or in another's place, and sound and picture end together. Nothing is decoded again.
 */
export async function runVerify(task: LeasedTaskOf<'verify'>, context: TaskContext): Promise<TaskResult> {
  const total = task.tracks.reduce((sum, track) => sum + track.segmentCount + 1, 0);
  let read = 0;
  const faults = await findFaults(task, {
    store: context.store,
    bucket: task.mediaBucket,
    signal: context.tools.signal,
    onRead() {
      read++;
      context.tellProgress(read / total, 0);
    },
  });
  if (faults.length > 0) context.log.warn({ count: faults.length, first: faults[0] }, 'the whole has faults');
  return { kind: 'verify', faults: faults.slice(0, MAX_FAULTS) };
}
