import { expect, it } from 'vitest';
import { createMemoryLimitStore } from '../../../src/server/adapters/memory/memory-limit-store.ts';
import { describeLimitStore } from './limit-store-suite.ts';

const shared = createMemoryLimitStore({ now: () => new Date() });

describeLimitStore('limits in memory', () => shared);

it('memory is bounded: the keys that are over go first, then those written longest ago', async () => {
  const start = Date.now();
  const store = createMemoryLimitStore({ now: () => new Date(start) });
  await store.swap('over', undefined, 'a', new Date(start - 1));
  await store.swap('oldest', undefined, 'a', new Date(start + 1_000));
  for (let n = 0; n < 50_001; n++) await store.swap(`key-${n}`, undefined, 'a', new Date(start + 1_000));
  expect(await store.read('over')).toBeUndefined();
  expect(await store.read('oldest')).toBeUndefined();
  expect(await store.read('key-50000')).toBe('a');
});
