const BEAT_EVERY_MS = 3_000;
/** Who works longer than this hangs: without beats, its partition goes to another member. */
const LONGEST_MS = 300_000;

/**
 * Lets a consumer's heart beat while a handler works: without, a handler that waits for the database longer than
 * the session lasts loses its partition, and its message is delivered again and again (field notes, A2).
 */
export async function beatDuring(heartbeat: () => Promise<void>, work: () => Promise<void>): Promise<void> {
  let beats = 0;
  const timer = setInterval(() => {
    beats += 1;
    if (beats * BEAT_EVERY_MS > LONGEST_MS) return;
    // Fails while the group rebalances: the consumer sees that by itself once the handler is done.
    heartbeat().catch(() => undefined);
  }, BEAT_EVERY_MS);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
}
