import { expect, it } from 'vitest';
import { createShortMemory } from './short-memory.ts';

function memory(size = 10) {
  let ms = 0;
  let made = 0;
  const clock = { now: () => new Date(ms), newId: () => '' };
  const short = createShortMemory<number>({ clock, seconds: 2, size });
  const make = async () => {
    made += 1;
    return made;
  };
  return {
    ask: (key = 'k') => short.get(key, make),
    fail: () => short.get('k', () => Promise.reject(new Error('away'))),
    clear: short.clear,
    pass: (seconds: number) => {
      ms += 1000 * seconds;
    },
  };
}

it('an answer is made once for all who ask within its time, and anew after it', async () => {
  const { ask, pass } = memory();
  expect(await Promise.all([ask(), ask(), ask('other')])).toEqual([1, 1, 2]);
  pass(1.9);
  expect(await ask()).toBe(1);
  pass(0.2);
  expect(await ask()).toBe(3);
});

it('what was cleared is made anew at once', async () => {
  const { ask, clear } = memory();
  await ask();
  clear();
  expect(await ask()).toBe(2);
});

it('a failure is told to who asked and kept for nobody', async () => {
  const { ask, fail } = memory();
  await expect(fail()).rejects.toThrow('away');
  expect(await ask()).toBe(1);
});

it('of more than it has room for, the oldest goes', async () => {
  const { ask } = memory(2);
  await ask('a');
  await ask('b');
  await ask('c');
  expect([await ask('c'), await ask('b'), await ask('a')]).toEqual([3, 2, 4]);
});
