import type { Rational, SourceFacts } from './source-facts.ts';

const MAX_FPS = 60;

/** Rates that cameras and editors mean when a container says something near. */
const standardRates: readonly Rational[] = [
  { num: 24000, den: 1001 },
  { num: 24, den: 1 },
  { num: 25, den: 1 },
  { num: 30000, den: 1001 },
  { num: 30, den: 1 },
  { num: 50, den: 1 },
  { num: 60000, den: 1001 },
  { num: 60, den: 1 },
];

function fps(rate: Rational): number {
  return rate.num / rate.den;
}

/**
 * The constant output rate of a video: the source's own up to 60, halved until it fits above that
 * (120 -> 60: every second frame, evenly). A variable rate snaps to the nearest standard one at or
 * above its average, so that no shown frame is dropped.
 */
export function planFrameRate(video: SourceFacts['video']): Rational {
  let rate = video.frameRate;
  while (fps(rate) > MAX_FPS + 0.01) rate = { num: rate.num, den: rate.den * 2 };
  if (!video.isVariableFrameRate) return rate;
  return standardRates.find((standard) => fps(standard) >= fps(rate) - 0.05) ?? { num: MAX_FPS, den: 1 };
}
