const MIB = 1024 ** 2;
/** As many as a browser opens to one origin over HTTP/1.1. */
export const MOST_LANES = 6;
const FIRST_LANES = 3;
/** Of parts that are in memory at the worst: each while it is hashed. */
const MEMORY_BYTES = 256 * MIB;
/** A part that takes this long shares a line that is full: more lanes would only have more to lose. */
const SLOW_MS = 30_000;
const QUICK_MS = 10_000;

/** How many parts are under way at once: more while all goes well, half after trouble, fewer on a slow line. */
export function createLanes(partSize: number) {
  const most = Math.max(1, Math.min(MOST_LANES, Math.floor(MEMORY_BYTES / partSize)));
  let limit = Math.min(FIRST_LANES, most);
  let quickInARow = 0;

  return {
    limit: () => limit,
    /** A part has arrived. */
    passed(milliseconds: number): void {
      quickInARow = milliseconds < QUICK_MS ? quickInARow + 1 : 0;
      if (milliseconds > SLOW_MS) limit = Math.max(1, limit - 1);
      if (quickInARow < limit) return;
      quickInARow = 0;
      limit = Math.min(most, limit + 1);
    },
    /** A part did not get through. */
    stumbled(): void {
      quickInARow = 0;
      limit = Math.max(1, Math.floor(limit / 2));
    },
  };
}
