import type { Take } from '../ffmpeg/still-args.ts';

/** Frames looked at. A seek costs about 0.13 s of CPU at 1080p, most of it for the 1280-pixel JPEG. */
const LOOKS = 6;
/** Up to this length decoding everything costs less than seeking. */
const SHORT_SECONDS = 10;
/** Keyframes of what cameras and screens record lie nearer. */
const MAX_KEYFRAME_SECONDS = 12;
/** Decoders open at once hold this many pixels a picture between them: one of 8K, or all looks of 1080p. */
const PIXELS_AT_ONCE = LOOKS * 1920 * 1088;

/** Where to look for stills, in runs of FFmpeg that open few enough decoders at once. */
export function planTakes(source: {
  readonly startSeconds: number;
  readonly durationSeconds: number;
  readonly codedWidth: number;
  readonly codedHeight: number;
}): readonly (readonly Take[])[] {
  const { startSeconds, durationSeconds } = source;
  if (durationSeconds < SHORT_SECONDS) {
    const secondsPerFrame = durationSeconds / LOOKS;
    return [[{ seekSeconds: null, readSeconds: SHORT_SECONDS + 1, secondsPerFrame, frames: LOOKS }]];
  }
  const takes = Array.from({ length: LOOKS }, (_, index) => ({
    // Neither the very first nor the very last, which tend to be black.
    seekSeconds: startSeconds + (durationSeconds * (index + 1)) / (LOOKS + 1),
    readSeconds: MAX_KEYFRAME_SECONDS,
    secondsPerFrame: null,
    frames: 1,
  }));
  const atOnce = Math.max(1, Math.floor(PIXELS_AT_ONCE / (source.codedWidth * source.codedHeight)));
  const runs: Take[][] = [];
  for (let first = 0; first < LOOKS; first += atOnce) runs.push(takes.slice(first, first + atOnce));
  return runs;
}

/** Where seeks find nothing: the first frame there is. */
export const firstFrameTake: Take = {
  seekSeconds: null,
  readSeconds: 60,
  secondsPerFrame: 0,
  frames: 1,
};
