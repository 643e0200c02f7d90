/** What limits need of a store, whichever it is: one winner among many, and nothing forgotten too soon. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createLimiter } from '../../../src/server/limits/limiter.ts';
import { systemClock } from '../../../src/server/ports/clock.ts';
import type { LimitStore } from '../../../src/server/ports/limit-store.ts';

const later = () => new Date(Date.now() + 60_000);
const times = <Answer>(count: number, make: (n: number) => Promise<Answer>): Promise<Answer[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => make(n)));

/** @param open a store as each replica opens it: all of them see the same keys */
export function describeLimitStore(name: string, open: () => LimitStore | Promise<LimitStore>): void {
  describe(name, () => {
    it('reads what was written, and nothing of a key that nobody wrote', async () => {
      const [store, key] = [await open(), randomUUID()];
      expect(await store.read(key)).toBeUndefined();
      expect(await store.swap(key, undefined, 'b1,2', later())).toBe(true);
      expect(await store.read(key)).toBe('b1,2');
      expect(await store.swap(key, 'b1,2', 'b0,3', later())).toBe(true);
      expect(await store.read(key)).toBe('b0,3');
    });

    it('changes nothing for who does not know what it holds', async () => {
      const [store, key] = [await open(), randomUUID()];
      expect(await store.swap(key, 'b1,2', 'b0,3', later())).toBe(false);
      await store.swap(key, undefined, 'b1,2', later());
      expect(await store.swap(key, undefined, 'b9,9', later())).toBe(false);
      expect(await store.swap(key, 'b0,3', 'b9,9', later())).toBe(false);
      expect(await store.read(key)).toBe('b1,2');
    });

    it('lets one of many writers win, at birth and afterwards', async () => {
      const [store, key] = [await open(), randomUUID()];
      const births = await times(16, (n) => store.swap(key, undefined, `b${n}`, later()));
      expect(births.filter(Boolean)).toHaveLength(1);
      const before = await store.read(key);
      const changes = await times(16, (n) => store.swap(key, before, `c${n}`, later()));
      expect(changes.filter(Boolean)).toHaveLength(1);
    });

    it.each(['token-bucket', 'fixed-window', 'sliding-window'] as const)(
      'never lets replicas together give out more than a %s holds',
      async (kind) => {
        const now = new Date(1_800_000_000_000);
        const stores = await times(3, async () => open());
        const replicas = stores.map((store) => createLimiter({ store, clock: { now: () => now } }));
        const [key, rule] = [randomUUID(), { kind, limit: 10, windowMs: 900_000 }];
        const verdicts = await times(30, (n) => {
          const limiter = replicas[n % replicas.length];
          if (!limiter) throw new Error('no replica');
          return limiter.take(key, rule);
        });
        expect(verdicts.filter(({ isAllowed }) => isAllowed)).toHaveLength(10);
      },
    );

    it('takes back what turned out not to count', async () => {
      const limiter = createLimiter({ store: await open(), clock: systemClock });
      const [key, rule] = [randomUUID(), { kind: 'sliding-window', limit: 1, windowMs: 60_000 } as const];
      expect((await limiter.take(key, rule)).isAllowed).toBe(true);
      expect((await limiter.take(key, rule)).isAllowed).toBe(false);
      await limiter.giveBack(key, rule);
      expect((await limiter.take(key, rule)).isAllowed).toBe(true);
    });
  });
}
