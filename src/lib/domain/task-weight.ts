/**
 * A task's weight: the CPU seconds it is expected to cost. Progress, ETA, scaling and cost all count in it;
 * `work-speed.ts` corrects it by what tasks really take. The figures are fitted to runs of 10 to 30 s clips of
 * 480p and 720p on two cores (2026-11-21); from easy to hard pictures the truth was 0.7 to 1.8 times that.
 */

/** CPU seconds for each million pixels that x264 encodes at preset `fast`. */
const SECONDS_PER_MEGAPIXEL = 0.055;

/** Decoding, scaling and checking, for each frame of the chunk. */
const SECONDS_PER_FRAME = 0.003;

/** What a preset costs beside `fast`: x264's own, at equal quality target. */
const presetCost: Readonly<Record<string, number>> = {
  ultrafast: 0.25,
  superfast: 0.4,
  veryfast: 0.6,
  faster: 0.85,
  fast: 1,
  medium: 1.2,
  slow: 2,
};

/** What is left of that with the tuning of `profiles.ts`: 0.58 to 0.72. */
const TUNED_SHARE = 0.65;

/** A remux costs next to nothing beside an encode of the same picture. */
const COPY_SHARE = 0.05;

/** Starting FFmpeg, seeking and storing cost this much whatever the length. */
const START_SECONDS = 0.6;

export interface WeighedRung {
  readonly width: number;
  readonly height: number;
  readonly preset: string;
  readonly tuning: string;
  readonly via: 'encode' | 'copy';
}

/** @param frames of the chunk, at the output rate */
export function weighEncode(rungs: readonly WeighedRung[], frames: number): number {
  const megapixels = rungs.reduce((sum, { width, height, preset, tuning, via }) => {
    const encode = (presetCost[preset] ?? 1) * (tuning ? TUNED_SHARE : 1);
    const share = via === 'copy' ? COPY_SHARE : encode;
    return sum + (width * height * share) / 1e6;
  }, 0);
  // What is only copied is not decoded.
  const perFrame = rungs.every(({ via }) => via === 'copy') ? 0 : SECONDS_PER_FRAME;
  return START_SECONDS + frames * (perFrame + megapixels * SECONDS_PER_MEGAPIXEL);
}

/** Decoding, AAC, and storing a segment every few seconds. */
export function weighAudio(seconds: number): number {
  return START_SECONDS + seconds * 0.04;
}

/** Of the kinds whose cost hardly depends on the video's length. */
export const fixedWeight = { probe: 0.8, content: 6, stills: 0.8, verify: 1 } as const;
