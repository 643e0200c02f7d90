import type { Clock } from './ports/clock.ts';

/**
 * Remembers answers for a moment. Whoever asks while one is being made gets that one; failures are not kept. The oldest
 * goes where there are too many.
 */
export function createShortMemory<Answer>({
  clock,
  seconds,
  size,
}: {
  readonly clock: Clock;
  readonly seconds: number;
  readonly size: number;
}) {
  const kept = new Map<string, { readonly until: number; readonly answer: Promise<Answer> }>();

  return {
    get(key: string, make: () => Promise<Answer>): Promise<Answer> {
      const now = clock.now().getTime();
      const known = kept.get(key);
      if (known && known.until > now) return known.answer;
      const answer = make();
      const entry = { until: now + seconds * 1000, answer };
      kept.delete(key);
      kept.set(key, entry);
      answer.catch(() => {
        if (kept.get(key) === entry) kept.delete(key);
      });
      const [oldest] = kept.keys();
      if (kept.size > size && oldest !== undefined) kept.delete(oldest);
      return answer;
    },

    clear: () => kept.clear(),
  };
}
