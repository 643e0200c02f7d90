/** Segments of a task that viewers ask for while it runs. */
export interface Wishes {
  /** Tells every wish from now on, and the last one before, to one listener. */
  listen(hear: (segment: number) => void): void;
}

export function createWishes(): Wishes & { tell(segment: number): void } {
  let last: number | undefined;
  let hear: (segment: number) => void = () => undefined;
  return {
    listen(listener) {
      hear = listener;
      if (last !== undefined) hear(last);
    },
    /** The same wish is told once. */
    tell(segment) {
      if (segment === last) return;
      last = segment;
      hear(segment);
    },
  };
}
