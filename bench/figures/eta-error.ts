/** One answer of `/status` while a video was made. */
export interface EtaSample {
  readonly atMs: number;
  readonly promisedSeconds: number;
}

/** Of the last second everything is a large share: there a whole second counts as the measure. */
const SHORTEST_SECONDS = 1;

/** How far off each promise was, as a share of what was really left. Promises made after the end do not count. */
export function etaErrors(samples: readonly EtaSample[], endMs: number): readonly number[] {
  return samples
    .filter(({ atMs }) => atMs < endMs)
    .map(({ atMs, promisedSeconds }) => {
      const leftSeconds = (endMs - atMs) / 1000;
      return Math.abs(promisedSeconds - leftSeconds) / Math.max(SHORTEST_SECONDS, leftSeconds);
    });
}
