import type { EtaSample } from '../../src/lib/domain/eta-error.ts';

/** Of the last second everything is a large share: there a whole second counts as the measure. */
const SHORTEST_SECONDS = 1;

/**
 * How far off each promise was, as a share of what was really left: harder than `judgeEta`, which takes the whole
 * wait as the measure. Answers without a promise, and those after the end, do not count.
 */
export function etaShares(samples: readonly EtaSample[], readyAtSeconds: number): readonly number[] {
  return samples.flatMap(({ atSeconds, secondsLeft }) => {
    if (secondsLeft === null || atSeconds >= readyAtSeconds) return [];
    const trulyLeft = readyAtSeconds - atSeconds;
    return [Math.abs(secondsLeft - trulyLeft) / Math.max(SHORTEST_SECONDS, trulyLeft)];
  });
}
