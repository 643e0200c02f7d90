import type { Rational } from './source-facts.ts';

/**
 * The segment grid of a video: every rung is cut at the same whole frames.
 * Counting frames, not seconds, keeps the grid exact for rates such as 30000/1001.
 */
export interface Grid {
  /** Output frame rate, constant. */
  readonly frameRate: Rational;
  readonly framesPerSegment: number;
  /** Frames of the whole video at the output rate. */
  readonly totalFrames: number;
  readonly segmentCount: number;
  /** Ticks per second of the media timeline; one frame is a whole number of ticks. */
  readonly timescale: number;
  readonly ticksPerFrame: number;
}

/** MP4 players round poorly below this many ticks a second. */
const MIN_TIMESCALE = 10_000;

/**
 * Lays the grid over a source.
 * @param durationSeconds measured length of the source
 * @param segmentSeconds wanted length of a segment; the real one is the nearest whole frame
 * @param adapt fits the number of frames in a segment
 */
export function planGrid(
  frameRate: Rational,
  durationSeconds: number,
  segmentSeconds: number,
  adapt: (wantedFrames: number) => number = (wantedFrames) => wantedFrames,
): Grid {
  const fps = frameRate.num / frameRate.den;
  const framesPerSegment = adapt(Math.max(2, Math.round(segmentSeconds * fps)));
  const totalFrames = Math.max(1, Math.round(durationSeconds * fps));
  const factor = Math.max(1, Math.ceil(MIN_TIMESCALE / frameRate.num));
  return {
    frameRate,
    framesPerSegment,
    totalFrames,
    segmentCount: Math.ceil(totalFrames / framesPerSegment),
    timescale: frameRate.num * factor,
    ticksPerFrame: frameRate.den * factor,
  };
}

/** Frames in segment `number`: all are full but the last. */
export function framesInSegment(grid: Grid, number: number): number {
  return Math.min(grid.framesPerSegment, grid.totalFrames - number * grid.framesPerSegment);
}

/** Start of segment `number` in ticks of `grid.timescale`: its `tfdt`. */
export function segmentStartTicks(grid: Grid, number: number): number {
  return number * grid.framesPerSegment * grid.ticksPerFrame;
}

export function segmentSeconds(grid: Grid, number: number): number {
  return (framesInSegment(grid, number) * grid.frameRate.den) / grid.frameRate.num;
}

/** Length of the whole video at the output rate. */
export function gridSeconds(grid: Grid): number {
  return (grid.totalFrames * grid.frameRate.den) / grid.frameRate.num;
}
