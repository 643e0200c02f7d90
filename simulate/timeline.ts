interface Appointment {
  readonly atMs: number;
  /** Of two at the same moment the one made first. */
  readonly order: number;
  readonly run: () => void;
}

/** Virtual time: it jumps from one appointment to the next, and stands still while programs think. */
export function createTimeline(startMs: number) {
  const heap: Appointment[] = [];
  let nowMs = startMs;
  let order = 0;

  const isSooner = (a: Appointment, b: Appointment) =>
    a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);

  function push(made: Appointment): void {
    let at = heap.push(made) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent];
      if (!above || isSooner(above, made)) break;
      heap[at] = above;
      heap[parent] = made;
      at = parent;
    }
  }

  function pop(): Appointment | undefined {
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      const [left, right] = [heap[2 * at + 1], heap[2 * at + 2]];
      const child = right && left && isSooner(right, left) ? right : left;
      if (!child || isSooner(last, child)) break;
      heap[at] = child;
      at = 2 * at + (child === right ? 2 : 1);
    }
    heap[at] = last;
    return first;
  }

  return {
    nowMs: () => nowMs,

    after(delayMs: number, run: () => void): void {
      push({ atMs: nowMs + delayMs, order: order++, run });
    },

    /** Goes far ahead at once: what was to happen meanwhile happens as late as that. */
    leap(ms: number): void {
      nowMs += ms;
    },

    /** Lets time pass. Between two appointments every program goes on as far as it can without waiting. */
    async runUntil(endMs: number): Promise<void> {
      await settled();
      for (let next = heap[0]; next && next.atMs <= endMs; next = heap[0]) {
        pop();
        nowMs = Math.max(nowMs, next.atMs);
        next.run();
        await settled();
      }
      nowMs = Math.max(nowMs, endMs);
    },
  };
}

/** All promises that can go on have gone on: a macrotask comes after every microtask. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
