import type { PlannedRung } from './plan.ts';
import { type Rational, type SourceFacts, toNumber } from './source-facts.ts';

/** Players start on any of these; FFmpeg's names. */
const copyableProfiles = ['Constrained Baseline', 'Main', 'High'];
/** Containers that time every frame exactly and hold the decoder's configuration apart. */
const COPYABLE_FORMAT = 'mov';
/** From here on players take a picture that says nothing of its colours for BT.709, which our encodes are. */
const HD_LINES = 720;
const MAX_SEGMENT_SECONDS = 8;

/**
 * The rung that the source's own stream could be, as far as its facts tell; undefined when it has to be encoded.
 * Whether it can be cut on the grid is seen by cutting: the `content` task tries.
 * @param frameRate of the plan
 */
export function findCopyRung(
  { formatName, bitrateBps, video }: SourceFacts,
  frameRate: Rational,
  rungs: readonly PlannedRung[],
): PlannedRung | undefined {
  const isH264 =
    video.codec === 'h264' &&
    video.pixelFormat === 'yuv420p' &&
    copyableProfiles.includes(video.profile ?? '');
  const isPlain =
    video.rotationDegrees === 0 &&
    video.sampleAspectRatio.num === video.sampleAspectRatio.den &&
    video.fieldOrder === 'progressive';
  const isOnGrid =
    !video.isVariableFrameRate &&
    video.keyframeInterval !== null &&
    toNumber(video.frameRate) === toNumber(frameRate);
  if (!formatName.split(',').includes(COPYABLE_FORMAT)) return undefined;
  if (!isH264 || !isPlain || !isOnGrid || !isBt709(video)) return undefined;
  const bps = video.bitrateBps ?? bitrateBps;
  // The lowest is being encoded when the others are decided.
  return rungs.slice(0, -1).find(({ width, height, maxrateBps }) => {
    const fits = width === video.width && height === video.height;
    return fits && bps !== null && bps <= maxrateBps;
  });
}

function isBt709(video: SourceFacts['video']): boolean {
  const told = [video.colorSpace, video.colorTransfer, video.colorPrimaries];
  if (video.colorRange !== null && video.colorRange !== 'tv') return false;
  if (told.some((value) => value !== null && value !== 'bt709')) return false;
  return video.colorSpace === 'bt709' || video.height >= HD_LINES;
}

/**
 * Frames in a segment so that the source's keyframes begin them: the multiple of their interval that is nearest
 * to the wanted length; undefined when that makes segments too long.
 */
export function fitToKeyframes(
  wantedFrames: number,
  interval: number,
  frameRate: Rational,
): number | undefined {
  const below = Math.max(1, Math.floor(wantedFrames / interval)) * interval;
  const above = below + interval;
  const nearest = Math.abs(above - wantedFrames) < Math.abs(below - wantedFrames) ? above : below;
  return nearest > 1 && nearest <= MAX_SEGMENT_SECONDS * toNumber(frameRate) ? nearest : undefined;
}
