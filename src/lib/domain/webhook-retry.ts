const FIRST_PAUSE_MS = 10_000;
const FACTOR = 3;
const LONGEST_PAUSE_MS = 6 * 3_600_000;
/** With the pauses between them: a little more than a day. */
export const MAX_DELIVERY_ATTEMPTS = 12;
/** A pause is this much longer or shorter, so that what failed together does not come again together. */
const JITTER = 0.2;

/**
 * How long to wait after so many failed attempts: 10 s, three times as long each time, six hours at most.
 * @param share 0 to 1, evenly spread over deliveries
 * @returns milliseconds; undefined when it is time to give up
 */
export function pauseBeforeRetry(attempts: number, share: number): number | undefined {
  if (attempts >= MAX_DELIVERY_ATTEMPTS) return undefined;
  const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * FACTOR ** (attempts - 1));
  return Math.round(pauseMs * (1 - JITTER + 2 * JITTER * share));
}
