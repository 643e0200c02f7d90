/**
 * Lets one write run while the next part is gathered, and never two: memory stays at two parts, and the client's line
 * and the store's are busy at once.
 */
export function createPartLane() {
  let running: Promise<void> = Promise.resolve();
  return {
    /** Begins a write when the one before is done. @throws what that one threw */
    async push(write: () => Promise<void>): Promise<void> {
      await running;
      running = write();
      // It is met by the next push, or by the end.
      running.catch(() => undefined);
    },
    /** @throws what the last write threw */
    async end(): Promise<void> {
      await running;
    },
    /** Resolves when nothing is written any more, however it ended. */
    async rest(): Promise<void> {
      await running.catch(() => undefined);
    },
  };
}
