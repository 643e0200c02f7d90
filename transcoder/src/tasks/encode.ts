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

interface Stretch {
  readonly firstSegment: number;
  readonly segmentCount: number;
}

/** What is left of a chunk, in the order in which it is made: from the wanted segment on, then what lies before it. */
export function stretchesOf(
  task: Pick<EncodeTask, 'rungs' | 'bound' | 'wantedSegment'> & Stretch,
): readonly Stretch[] {
  const { firstSegment, wantedSegment: wanted = firstSegment } = task;
  const end = firstSegment + task.segmentCount;
  const isWithin = wanted > firstSegment && wanted < end;
  const bounds = isWithin
    ? [
        { from: wanted, to: end },
        { from: firstSegment, to: wanted },
      ]
    : [{ from: firstSegment, to: end }];
  return bounds
    .map(({ from, to }) => {
      const first = firstUnbound({ ...task, firstSegment: from, segmentCount: to - from });
      return { firstSegment: first, segmentCount: to - first };
    })
    .filter(({ segmentCount }) => segmentCount > 0);
}

/** Encodes one chunk into its rungs. Each segment is checked, stored and told when it closes. */
export async function runEncode(task: EncodeTask, context: TaskContext): Promise<TaskResult> {
  const publisher = createPublisher(task, context);
  const stretches = stretchesOf(task);
  const total = stretches.reduce((sum, { segmentCount }) => sum + segmentCount, 0);
  let done = 0;
  for (const stretch of stretches) {
    const chunk = { ...task, ...stretch };
    const before = done;
    const tellProgress = (fraction: number, speed: number) =>
      context.tellProgress((before + fraction * stretch.segmentCount) / total, speed);
    const begun = await context.headStart.claim(task, chunk);
    if (begun) await begun.pieces.publishTo(publisher);
    else await makeChunk(chunk, { ...context, tellProgress }, publisher);
    done += stretch.segmentCount;
  }
  return { kind: 'encode' };
}
