/** Presets and quality in one table: what a rung is encoded with, by where it runs. */
export interface Profile {
  readonly name: 'spot' | 'on-demand';
  /** x264's. */
  readonly preset: string;
  /** x264's quality target at 1080p to 480p; smaller rungs add to it, for their pixels are seen enlarged less. */
  readonly crf: number;
  readonly segmentSeconds: number;
  /** FFmpeg threads of one task on AWS; local workers have FFMPEG_THREADS. */
  readonly threads: number;
  /** A task that runs longer is given up. */
  readonly limitMinutes: number;
  readonly audioBitrateBps: number;
}

/** Interruptible capacity: slower presets pay there, for its hour costs a third. */
export const spotProfile: Profile = {
  name: 'spot',
  preset: 'medium',
  crf: 25,
  segmentSeconds: 6,
  threads: 1,
  limitMinutes: 60,
  audioBitrateBps: 128_000,
};

/** 4 s segments start fast and compress well. */
export const onDemandProfile: Profile = {
  name: 'on-demand',
  preset: 'fast',
  crf: 23,
  segmentSeconds: 4,
  threads: 2,
  limitMinutes: 30,
  audioBitrateBps: 128_000,
};
