import type { Rational } from '../../../src/lib/domain/source-facts.ts';
import type { ProbedStream } from './probe-output.ts';

/** Rates that cameras and editors mean. */
const standardRates: readonly Rational[] = [
  ...[24, 25, 30, 48, 50, 60, 100, 120, 240].map((num) => ({ num, den: 1 })),
  ...[24000, 30000, 48000, 60000, 120000].map((num) => ({ num, den: 1001 })),
];

/** 24 and 24000/1001 lie 0.1 % apart: nearer than a quarter of that is the same rate, rounded by its container. */
const SAME_SHARE = 0.00025;
/** Phones jitter by less than this around the rate they mean; screen recordings by far more. */
const JITTER_SHARE = 0.01;

/** A rate of last resort, for a stream that states none. */
const fallbackRate: Rational = { num: 30, den: 1 };

/**
 * Finds the constant rate that a stream has or means.
 * `r_frame_rate` is the least rate that all its times fit; `avg_frame_rate` frames over time.
 */
export function judgeFrameRate(
  stream: Pick<ProbedStream, 'r_frame_rate' | 'avg_frame_rate' | 'field_order'>,
): { readonly rate: Rational; readonly isVariable: boolean } {
  const average = stream.avg_frame_rate ?? stream.r_frame_rate ?? fallbackRate;
  const least = stream.r_frame_rate ?? average;
  const standard = standardRates.find((rate) => isNear(rate, average, SAME_SHARE));
  const isInterlaced = stream.field_order !== null && stream.field_order !== 'progressive';
  // Two fields a frame, or a time base of half frames.
  const isDoubled = isNear(least, { num: average.num * 2, den: average.den }, JITTER_SHARE);
  if (isNear(least, average, JITTER_SHARE)) {
    return {
      rate: standard ?? standardRates.find((rate) => isNear(rate, least, SAME_SHARE)) ?? average,
      isVariable: false,
    };
  }
  if (isInterlaced && isDoubled) return { rate: standard ?? average, isVariable: false };
  return { rate: average, isVariable: true };
}

function isNear(a: Rational, b: Rational, share: number): boolean {
  const ratio = (a.num * b.den) / (a.den * b.num);
  return Math.abs(ratio - 1) <= share;
}
