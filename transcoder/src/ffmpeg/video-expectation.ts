import { framesInSegment } from '../../../src/lib/domain/grid.ts';
import type { Plan } from '../../../src/lib/domain/plan.ts';
import type { VideoExpectation } from './verify-segment.ts';

/** What the plan says of one video segment, before and after it is stored. */
export function expectVideo(
  { grid, rungs }: Pick<Plan, 'grid' | 'rungs'>,
  track: string,
  number: number,
): VideoExpectation {
  const rung = rungs.find(({ name }) => name === track);
  return {
    firstFrame: number * grid.framesPerSegment,
    frameCount: framesInSegment(grid, number),
    totalFrames: grid.totalFrames,
    ticksPerFrame: grid.ticksPerFrame,
    reorderFrames: rung?.reorderFrames ?? 0,
    timescale: grid.timescale,
    width: rung?.width ?? 0,
    height: rung?.height ?? 0,
  };
}
