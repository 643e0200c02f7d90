import { z } from 'zod';

/** A fraction such as 30000/1001; `den` is never 0. */
export const rational = z.object({ num: z.int().positive(), den: z.int().positive() });
export type Rational = z.infer<typeof rational>;

export function toNumber(value: Rational): number {
  return value.num / value.den;
}

/** What the probe measured of the source. Sizes are for display: after rotation and with square pixels. */
export const sourceFacts = z.object({
  formatName: z.string(),
  /** Seconds from the first shown frame to the end of the last one, measured, not declared. */
  durationSeconds: z.number().positive(),
  /** Frames the source presents in that time (of a VFR source: packets, not output frames). */
  frameCount: z.int().positive().nullable(),
  sizeBytes: z.int().nonnegative(),
  bitrateBps: z.int().nonnegative().nullable(),
  video: z.object({
    codec: z.string(),
    profile: z.string().nullable(),
    width: z.int().positive(),
    height: z.int().positive(),
    codedWidth: z.int().positive(),
    codedHeight: z.int().positive(),
    rotationDegrees: z.int(),
    sampleAspectRatio: rational,
    frameRate: rational,
    startSeconds: z.number(),
    pixelFormat: z.string().nullable(),
    colorTransfer: z.string().nullable(),
    colorPrimaries: z.string().nullable(),
    colorSpace: z.string().nullable(),
    colorRange: z.string().nullable(),
    fieldOrder: z.string().nullable(),
    bitrateBps: z.int().nonnegative().nullable(),
    isVariableFrameRate: z.boolean(),
    /** Every how many frames, counted from the first, a keyframe lies; null when irregular or unknown. */
    keyframeInterval: z.int().positive().nullable(),
  }),
  audio: z
    .object({
      codec: z.string(),
      channels: z.int().positive(),
      sampleRate: z.int().positive(),
      startSeconds: z.number(),
      durationSeconds: z.number().nullable(),
      streamIndex: z.int().nonnegative(),
      /** EBU R128, integrated; null when there is too little to measure, and in facts from before it was. */
      loudnessLufs: z.number().nullable().default(null),
    })
    .nullable(),
});
export type SourceFacts = z.infer<typeof sourceFacts>;
