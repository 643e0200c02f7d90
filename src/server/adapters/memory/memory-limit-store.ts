import type { Clock } from '../../ports/clock.ts';
import type { LimitStore } from '../../ports/limit-store.ts';

interface Kept {
  readonly state: string;
  readonly keepUntil: number;
}

/** Where forgetting begins: a few megabytes. */
const MOST_KEYS = 50_000;

/** Of this process alone: for limits that shield it, and as the stand-in for a Redis that is away. */
export function createMemoryLimitStore(clock: Pick<Clock, 'now'>): LimitStore {
  const kept = new Map<string, Kept>();

  function forget(now: number): void {
    for (const [key, { keepUntil }] of kept) if (keepUntil <= now) kept.delete(key);
    // All of them still in use: those written longest ago go, lest strangers fill this process.
    for (const key of kept.keys()) {
      if (kept.size < MOST_KEYS) return;
      kept.delete(key);
    }
  }

  return {
    read: async (key) => kept.get(key)?.state,
    async swap(key, before, after, keepUntil) {
      if (kept.get(key)?.state !== before) return false;
      if (kept.size >= MOST_KEYS) forget(clock.now().getTime());
      kept.delete(key);
      kept.set(key, { state: after, keepUntil: keepUntil.getTime() });
      return true;
    },
  };
}
