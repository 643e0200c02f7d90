import type { LimitStore } from '../ports/limit-store.ts';

/** While the first store is away, limits go on in the second: each replica by itself, which beats none at all. */
export function createFallbackStore(
  first: LimitStore,
  second: LimitStore,
  onFallback: (error: unknown) => void,
): LimitStore {
  async function attempt<Answer>(use: (store: LimitStore) => Promise<Answer>): Promise<Answer> {
    try {
      return await use(first);
    } catch (error) {
      onFallback(error);
      return use(second);
    }
  }
  return {
    read: (key) => attempt((store) => store.read(key)),
    swap: (key, before, after, keepUntil) => attempt((store) => store.swap(key, before, after, keepUntil)),
  };
}
