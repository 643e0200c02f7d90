/** Rungs that a source can have; one below 240p gets the settings of 240p. Largest first. */
export const rungNames = ['1080p', '720p', '480p', '360p', '240p'] as const;
export type RungName = (typeof rungNames)[number];

/** How one rung is encoded. */
export interface RungSettings {
  /** x264's. */
  readonly preset: string;
  /** x264's quality target; the rung's cap rules where the picture is hard. Comparable within a preset alone. */
  readonly crf: number;
}

/** Presets, quality and limits in one table: what a video is encoded with, by where it runs. */
export interface Profile {
  readonly name: 'spot' | 'on-demand';
  /** The smaller the rung, the less its pixels are worth: they are seen enlarged. */
  readonly rungs: Readonly<Record<RungName, RungSettings>>;
  /** No rung above it is made; null for all that the source has. */
  readonly largestRung: RungName | null;
  readonly segmentSeconds: number;
  /** FFmpeg threads of one task on AWS; local workers have FFMPEG_THREADS. */
  readonly threads: number;
  /** A task that runs longer is given up. */
  readonly limitMinutes: number;
  readonly audioBitrateBps: number;
}

/** Interruptible capacity: slower presets pay there, for its hour costs a third. */
const spotProfile: Profile = {
  name: 'spot',
  rungs: {
    '1080p': { preset: 'medium', crf: 25 },
    '720p': { preset: 'medium', crf: 25 },
    '480p': { preset: 'medium', crf: 25 },
    '360p': { preset: 'medium', crf: 26 },
    '240p': { preset: 'medium', crf: 27 },
  },
  largestRung: null,
  segmentSeconds: 6,
  threads: 1,
  limitMinutes: 60,
  audioBitrateBps: 128_000,
};

/** 4 s segments start fast and compress well. */
export const onDemandProfile: Profile = {
  name: 'on-demand',
  rungs: {
    '1080p': { preset: 'fast', crf: 23 },
    '720p': { preset: 'fast', crf: 23 },
    '480p': { preset: 'fast', crf: 23 },
    '360p': { preset: 'fast', crf: 24 },
    '240p': { preset: 'fast', crf: 25 },
  },
  largestRung: null,
  segmentSeconds: 4,
  threads: 2,
  limitMinutes: 30,
  audioBitrateBps: 128_000,
};

export const profiles: Readonly<Record<Profile['name'], Profile>> = {
  spot: spotProfile,
  'on-demand': onDemandProfile,
};
