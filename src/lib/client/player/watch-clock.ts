/** Players tell the time four times a second while they play; after a longer silence they stood still. */
const MAX_GAP_MS = 2_000;
/** How much is watched between two beats. */
const EVERY_MS = 10_000;

interface WatchClock {
  /** Something was heard of the player: what has passed since counts if it plays and played before. */
  tick(isPlaying: boolean): void;
  /** Enough was watched since the last beat, or since the last one that failed. */
  isDue(): boolean;
  /** Seconds that were watched and not told yet; from here on they are told. */
  take(): number;
  /** They could not be told: they go with the next beat. */
  giveBack(seconds: number): void;
}

/**
 * Measures for how long a video was watched: time that passed while it played, at whatever speed.
 * @param now milliseconds of a clock that never goes back
 */
export function createWatchClock(now: () => number): WatchClock {
  let untoldMs = 0;
  let dueAtMs = EVERY_MS;
  let heardAt: number | undefined;
  return {
    tick(isPlaying) {
      const at = now();
      const gap = heardAt === undefined ? 0 : at - heardAt;
      if (gap <= MAX_GAP_MS) untoldMs += gap;
      heardAt = isPlaying ? at : undefined;
    },
    isDue: () => untoldMs >= dueAtMs,
    take() {
      const seconds = untoldMs / 1000;
      untoldMs = 0;
      dueAtMs = EVERY_MS;
      return seconds;
    },
    giveBack(seconds) {
      untoldMs += seconds * 1000;
      dueAtMs = untoldMs + EVERY_MS;
    },
  };
}
