/** Wakes a loop of this process before its time. Who misses a ring has lost some milliseconds: the loop comes round. */
export interface Doorbell {
  ring(): void;
  /** Resolves at the next ring from now on. */
  next(): Promise<void>;
}

export function createDoorbell(): Doorbell {
  let coming = Promise.withResolvers<void>();
  return {
    ring() {
      coming.resolve();
      coming = Promise.withResolvers();
    },
    next: () => coming.promise,
  };
}
