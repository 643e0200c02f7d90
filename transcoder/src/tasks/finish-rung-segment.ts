import type { Plan } from '../../../src/lib/domain/plan.ts';
import { SegmentError } from '../ffmpeg/segment-error.ts';
import { type FinishedSegment, finishVideoSegment } from '../ffmpeg/verify-segment.ts';
import { expectVideo } from '../ffmpeg/video-expectation.ts';

/** What an encoder's cap lets through for the length of a segment, its buffer being full at the start. */
const PEAK_SHARE = 1.5;

/**
 * Checks a segment of a planned rung as it came from FFmpeg, and gives it its exact times.
 * @throws SegmentError naming what is off; of a copied rung also when it is a burst that no encode would have
 */
export function finishRungSegment(
  { grid, rungs }: Pick<Plan, 'grid' | 'rungs'>,
  track: string,
  number: number,
  init: Uint8Array,
  raw: Uint8Array,
): FinishedSegment {
  const rung = rungs.find(({ name }) => name === track);
  if (!rung) throw new SegmentError(`no rung ${track} is planned`);
  const finished = finishVideoSegment(init, raw, expectVideo({ grid, rungs }, track, number));
  // A full segment's length, for a short last one may be one keyframe.
  const seconds = (grid.framesPerSegment * grid.frameRate.den) / grid.frameRate.num;
  const bps = (8 * finished.bytes.length) / seconds;
  if (rung.via === 'copy' && bps > PEAK_SHARE * rung.maxrateBps)
    throw new SegmentError(`${track}/${number} takes ${Math.round(bps)} bits a second`);
  return finished;
}
