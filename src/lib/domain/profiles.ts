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

/**
 * 4 s segments start fast and compress well. Meant as preset fast at CRF 23 (24 and 25 for the small ones);
 * `faster` at half a step less gives the same bytes and quality for a fifth less CPU: at 480p 6.8 s for 8.3 s,
 * 99.9 % of the bytes, VMAF 95.55 for 95.51; at 240p 1.75 s for 2.37 s, 100.6 %, 93.33 for 93.18. `veryfast`
 * at equal bytes loses a whole VMAF point. All five rungs of 11 s of mixed 1080p, checks
 * included, take 0.85 of the CPU of plain `fast` runs and 0.993 of their bytes, VMAF within 0.2 each (2026-11-21).
 */
export const onDemandProfile: Profile = {
  name: 'on-demand',
  rungs: {
    '1080p': { preset: 'faster', crf: 22.7 },
    '720p': { preset: 'faster', crf: 22.5 },
    '480p': { preset: 'faster', crf: 22.5 },
    '360p': { preset: 'faster', crf: 23.5 },
    '240p': { preset: 'faster', crf: 24.5 },
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
