/** One answer of `/status` while a video was under way. */
export interface EtaSample {
  readonly atSeconds: number;
  readonly secondsLeft: number | null;
}

export interface EtaError {
  /** Share of the answers that told a time. */
  readonly told: number;
  /** How far off they were, in seconds and as a share of the whole wait; null when none told a time. */
  readonly p50Seconds: number | null;
  readonly p90Seconds: number | null;
  readonly p50Share: number | null;
  readonly p90Share: number | null;
}

/**
 * Judges the time left that was told, once it is known when the video was ready.
 * @param readyAtSeconds on the clock of the samples, whose zero is the moment the wait began
 */
export function judgeEta(samples: readonly EtaSample[], readyAtSeconds: number): EtaError {
  const errors = samples
    .flatMap(({ atSeconds, secondsLeft }) =>
      secondsLeft === null ? [] : [Math.abs(secondsLeft - (readyAtSeconds - atSeconds))],
    )
    .sort((a, b) => a - b);
  const quantile = (share: number) =>
    errors[Math.min(errors.length - 1, Math.floor(errors.length * share))] ?? null;
  const [p50Seconds, p90Seconds] = [quantile(0.5), quantile(0.9)];
  const asShare = (seconds: number | null) =>
    seconds === null || readyAtSeconds <= 0 ? null : seconds / readyAtSeconds;
  return {
    told: samples.length === 0 ? 0 : errors.length / samples.length,
    p50Seconds,
    p90Seconds,
    p50Share: asShare(p50Seconds),
    p90Share: asShare(p90Seconds),
  };
}
