import type { Rational, SourceFacts } from './source-facts.ts';

const MAX_FPS = 60;

/** A phone that means 30 runs at 29.9 or at 30.1: nearer than this is the standard rate, and not the one above. */
const CLOCK_SHARE = 0.005;

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
 * (120 -> 60: every second frame, evenly). A variable rate is the standard one that
 * its average means, else the next above it, so that no shown frame is dropped.
 */
export function planFrameRate(video: SourceFacts['video']): Rational {
  let rate = video.frameRate;
  while (fps(rate) > MAX_FPS + 0.01) rate = { num: rate.num, den: rate.den * 2 };
  if (!video.isVariableFrameRate) return rate;
  const distance = (standard: Rational): number => Math.abs(fps(standard) / fps(rate) - 1);
  const nearest = standardRates.reduce((best, other) => (distance(other) < distance(best) ? other : best));
  if (distance(nearest) < CLOCK_SHARE) return nearest;
  return standardRates.find((standard) => fps(standard) >= fps(rate)) ?? { num: MAX_FPS, den: 1 };
}
