import { setTimeout as delay } from 'node:timers/promises';

const pollMilliseconds = 100;

/** Asks until the answer is yes (true) or the time is up (false). An aborted signal throws. */
export async function waitUntil(
  isTrue: () => boolean | Promise<boolean>,
  seconds: number,
  signal?: AbortSignal,
): Promise<boolean> {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    if (await isTrue()) return true;
    if (performance.now() > deadline) return false;
    await delay(pollMilliseconds, undefined, { signal });
  }
}
