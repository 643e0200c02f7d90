import { z } from 'zod';
import { framesInSegment, type Grid } from './grid.ts';

/** Largest picture that may be uploaded as a thumbnail. */
export const MAX_PICTURE_BYTES = 5 * 1024 * 1024;

export const pictureTypes = ['image/jpeg', 'image/png', 'image/webp'] as const;

/** A thumbnail that a worker has to make, as it is kept with the video until it is done. */
export const thumbnailRequest = z.discriminatedUnion('from', [
  z.object({ from: z.literal('frame'), seconds: z.number().nonnegative() }),
  z.object({ from: z.literal('upload'), key: z.string() }),
]);
export type ThumbnailRequest = z.infer<typeof thumbnailRequest>;

/** Where on the grid the frame is that is shown at a time; the last one for times past the end. */
export function frameAt(grid: Grid, seconds: number): { readonly segment: number; readonly frame: number } {
  // A time that a player reports lies on a frame's very start: do not fall to the one before by rounding.
  const ROUNDING = 1e-3;
  const shown = Math.floor((seconds * grid.frameRate.num) / grid.frameRate.den + ROUNDING);
  const index = Math.min(grid.totalFrames - 1, Math.max(0, shown));
  const segment = Math.floor(index / grid.framesPerSegment);
  const frame = Math.min(framesInSegment(grid, segment) - 1, index - segment * grid.framesPerSegment);
  return { segment, frame };
}
