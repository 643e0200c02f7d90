import type { LeasedTaskOf } from '../../../src/lib/domain/worker-protocol.ts';
import { makeChunk } from './make-chunk.ts';
import { createPublisher } from './publisher.ts';
import type { TaskContext, TaskResult } from './task-context.ts';

type EncodeTask = LeasedTaskOf<'encode'>;

/** The first segment of the chunk that some rung still lacks: an interrupted task goes on from there. */
export function firstUnbound(
  task: Pick<EncodeTask, 'rungs' | 'bound' | 'firstSegment' | 'segmentCount'>,
): number {
  const end = task.firstSegment + task.segmentCount;
  const firsts = task.rungs.map((rung) => {
    const bound = new Set(task.bound[rung]);
    let number = task.firstSegment;
    while (number < end && bound.has(number)) number++;
    return number;
  });
  return Math.min(...firsts);
}

/** Encodes one chunk into its rungs. Each segment is checked, stored and told when it closes. */
export async function runEncode(task: EncodeTask, context: TaskContext): Promise<TaskResult> {
  const firstSegment = firstUnbound(task);
  const segmentCount = task.firstSegment + task.segmentCount - firstSegment;
  if (segmentCount === 0) return { kind: 'encode' };
  const publisher = createPublisher(task, context);
  const chunk = { ...task, firstSegment, segmentCount };
  const begun = await context.headStart.claim(task, chunk);
  if (begun) await begun.pieces.publishTo(publisher);
  else await makeChunk(chunk, context, publisher);
  return { kind: 'encode' };
}
