import { toEven } from './even-size.ts';
import type { PlannedRung } from './plan.ts';
import { type Profile, type RungName, type RungSettings, rungNames } from './profiles.ts';

/**
 * The ladder: which rungs a source gets. Named by the SHORT side, so a portrait phone video
 * of 1080x1920 is 1080p and not 1920p (a peer's defect: it billed those at 4K prices).
 */
export interface RungDefinition {
  readonly name: RungName;
  readonly shortSide: number;
  readonly maxrateBps: number;
}

/** Largest first. Caps follow Apple's HLS authoring ladder for H.264 at up to 30 fps. */
export const rungDefinitions: readonly RungDefinition[] = [
  { name: '1080p', shortSide: 1080, maxrateBps: 6_000_000 },
  { name: '720p', shortSide: 720, maxrateBps: 3_200_000 },
  { name: '480p', shortSide: 480, maxrateBps: 1_600_000 },
  { name: '360p', shortSide: 360, maxrateBps: 900_000 },
  { name: '240p', shortSide: 240, maxrateBps: 450_000 },
];

/** Above this many frames a second the cap grows: twice the frames need about 1.5 times the bits. */
const HIGH_RATE_FPS = 35;

/**
 * Chooses the rungs of a source, largest first. Never upscales: a 720p source gives 720/480/360/240,
 * a 370p one 360/240. One below 240p gets a single rung of its own size.
 * @param width display width in pixels, square pixels, after rotation
 * @param height display height, likewise
 * @param fps output frame rate
 * @param profile preset and quality of each, and the largest that is wanted
 */
export function planLadder(
  width: number,
  height: number,
  fps: number,
  profile: Profile,
): readonly PlannedRung[] {
  const shortSide = Math.min(width, height);
  const scaleCap = fps > HIGH_RATE_FPS ? 1.5 : 1;
  const fitting = rungDefinitions.filter(
    ({ name, shortSide: side }) => side <= shortSide && isWanted(name, profile),
  );
  const context = { width, height, scaleCap };
  if (fitting.length === 0) {
    const side = toEven(shortSide - (shortSide % 2));
    return [sizeRung({ name: `${side}p`, shortSide: side, ...smallest }, profile.rungs['240p'], context)];
  }
  return fitting.map((definition) => sizeRung(definition, profile.rungs[definition.name], context));
}

function isWanted(name: RungName, { largestRung }: Profile): boolean {
  return largestRung === null || rungNames.indexOf(name) >= rungNames.indexOf(largestRung);
}

/** What a source below every rung shares with 240p. */
const smallest = { maxrateBps: 450_000 };

interface RungContext {
  readonly width: number;
  readonly height: number;
  readonly scaleCap: number;
}

/** x264 decodes 2 frames ahead as soon as B-frames refer to B-frames; the encoder's arguments pin that. */
export const REORDER_FRAMES = 2;

function sizeRung(
  definition: Omit<RungDefinition, 'name'> & { readonly name: string },
  { preset, tuning, crf }: RungSettings,
  { width, height, scaleCap }: RungContext,
): PlannedRung {
  const scale = definition.shortSide / Math.min(width, height);
  const longSide = toEven(Math.max(width, height) * scale);
  const isPortrait = height > width;
  return {
    name: definition.name,
    width: isPortrait ? definition.shortSide : longSide,
    height: isPortrait ? longSide : definition.shortSide,
    crf,
    maxrateBps: Math.round(definition.maxrateBps * scaleCap),
    preset,
    tuning,
    via: 'encode',
    reorderFrames: REORDER_FRAMES,
  };
}
