import { expect, test } from 'vitest';
import { runEach } from './run-each.ts';

const options = () => ({ signal: new AbortController().signal, onSettled: () => undefined });

test('one that fails is named, and keeps no other from being done', async () => {
  const settled: number[] = [];
  const { done, failed } = await runEach(
    [1, 2, 3, 4],
    async (item) => {
      if (item % 2 === 0) throw new Error(`no ${item}`);
    },
    { ...options(), onSettled: (item) => settled.push(item) },
  );
  expect(done).toEqual([1, 3]);
  expect(failed).toEqual([
    { item: 2, error: new Error('no 2') },
    { item: 4, error: new Error('no 4') },
  ]);
  expect(settled.toSorted()).toEqual([1, 2, 3, 4]);
});

test('no more than three are under way at a time', async () => {
  let underWay = 0;
  let most = 0;
  await runEach(
    Array.from({ length: 20 }, (_, index) => index),
    async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await Promise.resolve();
      underWay -= 1;
    },
    options(),
  );
  expect(most).toBe(3);
});

test('stopped, it begins no further one and waits for those that have begun', async () => {
  const stop = new AbortController();
  const begun: number[] = [];
  const { done } = await runEach(
    [1, 2, 3, 4, 5, 6],
    async (item) => {
      begun.push(item);
      if (item === 2) stop.abort();
      await Promise.resolve();
    },
    { ...options(), signal: stop.signal },
  );
  expect(begun).toEqual([1, 2]);
  expect(done).toEqual(begun);
});
