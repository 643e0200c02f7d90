/** Long enough to smooth the bursts of parallel parts, short enough to follow a change of network. */
const WINDOW_MS = 10_000;
/** Before this the figure would jump about. */
const SHORTEST_SPAN_MS = 1_000;

interface Sample {
  readonly atMs: number;
  readonly sentBytes: number;
}

export interface UploadPace {
  /** Null until there is enough to say something honest. */
  readonly bytesPerSecond: number | null;
  readonly secondsLeft: number | null;
}

export const unknownPace: UploadPace = { bytesPerSecond: null, secondsLeft: null };

/** Speed over the last seconds. Time is passed in, so the same samples always give the same answer. */
export function createSpeedometer(totalBytes: number) {
  let samples: Sample[] = [];

  return {
    /** @param sentBytes all bytes sent so far; a part that starts over makes it smaller */
    record(sentBytes: number, atMs: number): UploadPace {
      const last = samples.at(-1);
      // Bytes taken back say nothing about the line: measure anew from here.
      if (last && sentBytes < last.sentBytes) samples = [];
      samples = [...samples.filter((sample) => atMs - sample.atMs <= WINDOW_MS), { atMs, sentBytes }];
      const first = samples[0];
      if (!first || atMs - first.atMs < SHORTEST_SPAN_MS) return unknownPace;
      const bytesPerSecond = ((sentBytes - first.sentBytes) * 1000) / (atMs - first.atMs);
      const secondsLeft = bytesPerSecond > 0 ? (totalBytes - sentBytes) / bytesPerSecond : null;
      return { bytesPerSecond, secondsLeft };
    },
  };
}
