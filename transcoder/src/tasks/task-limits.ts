import type { Grid } from '../../../src/lib/domain/grid.ts';
import { type SourceFacts, toNumber } from '../../../src/lib/domain/source-facts.ts';
import { limitsFor, type RunLimits } from '../ffmpeg/run-limits.ts';

/** A chunk is decoded from the keyframe before it: screen recorders make few. */
const MAX_PREROLL_SECONDS = 600;

/** Limits of the run that encodes `frames` frames of the grid into `rungs`. */
export function encodeLimits(
  { video }: SourceFacts,
  grid: Grid,
  rungs: readonly { readonly width: number; readonly height: number }[],
  frames: number,
): RunLimits {
  const seconds = frames / toNumber(grid.frameRate) + MAX_PREROLL_SECONDS;
  const sourcePixels = Math.max(video.codedWidth * video.codedHeight, video.width * video.height);
  const rungPixels = rungs.reduce((sum, rung) => sum + rung.width * rung.height, 0);
  return limitsFor({
    decodedPixels: seconds * toNumber(video.frameRate) * sourcePixels,
    encodedPixels: frames * rungPixels,
  });
}
