import { SegmentError } from './segment-error.ts';
import type { ClosedSegment } from './watch-segments.ts';

/**
 * Joins what closes to groups of one number, a segment of each rung: they are checked in one run.
 * @throws SegmentError when the run has ended and a group is not whole
 */
export async function* groupSegments(
  segments: AsyncIterable<ClosedSegment>,
  wanted: { readonly rungs: number; readonly segments: number },
): AsyncGenerator<readonly ClosedSegment[], void> {
  const open = new Map<number, ClosedSegment[]>();
  let whole = 0;
  for await (const closed of segments) {
    const group = open.get(closed.number) ?? [];
    open.set(closed.number, group);
    group.push(closed);
    if (group.length < wanted.rungs) continue;
    open.delete(closed.number);
    whole++;
    yield group;
  }
  if (whole !== wanted.segments)
    throw new SegmentError(`${whole} segments were made in every rung, not ${wanted.segments}`);
}
