/** Rungs that a source can have; one below 240p gets the settings of 240p. Largest first. */
export const rungNames = ['1080p', '720p', '480p', '360p', '240p'] as const;
export type RungName = (typeof rungNames)[number];

/** How one rung is encoded. */
export interface RungSettings {
  /** x264's. */
  readonly preset: string;
  /** What differs from the preset, as x264 writes it: `key=value:key=value`. Empty for nothing. */
  readonly tuning: string;
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
  /**
   * Threads of each FFmpeg stage on AWS, for work that nobody waits for: a ladder of five rungs keeps two vCPUs busy with
   * one. Local workers have FFMPEG_THREADS.
   */
  readonly threads: number;
  /** A task that runs longer is given up. */
  readonly limitMinutes: number;
  readonly audioBitrateBps: number;
}

const medium = { preset: 'medium', tuning: '' } as const;

/** Interruptible capacity: slower presets pay there, for its hour costs a third. */
const spotProfile: Profile = {
  name: 'spot',
  rungs: {
    '1080p': { ...medium, crf: 25 },
    '720p': { ...medium, crf: 25 },
    '480p': { ...medium, crf: 25 },
    '360p': { ...medium, crf: 26 },
    '240p': { ...medium, crf: 27 },
  },
  largestRung: null,
  segmentSeconds: 6,
  threads: 1,
  limitMinutes: 60,
  audioBitrateBps: 128_000,
};

/**
 * `faster` without what costs it most and brings least: a second reference, motion for parts of a macroblock, quarter
 * pixels searched twice, and trellis, for which narrow dead zones stand in. Well under half the CPU of `fast`; decisions
 * 011 and 013 have the figures.
 */
const light = {
  preset: 'faster',
  tuning: 'ref=1:subme=3:me=dia:partitions=i8x8:trellis=0:deadzone-inter=4:deadzone-intra=4',
} as const;

/** 4 s segments start fast and compress well. Bytes and VMAF as of preset fast at CRF 23, 24 at 360p, 25 at 240p. */
export const onDemandProfile: Profile = {
  name: 'on-demand',
  rungs: {
    '1080p': { ...light, crf: 23.9 },
    '720p': { ...light, crf: 24.1 },
    '480p': { ...light, crf: 24.5 },
    '360p': { ...light, crf: 25.4 },
    '240p': { ...light, crf: 26.6 },
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
