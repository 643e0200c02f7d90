import { expect, it, vi } from 'vitest';
import { askTogether } from './ask-together.ts';

function setUp() {
  const askAll = vi.fn(
    async (words: readonly string[]) => new Map(words.map((word) => [word, word.length] as const)),
  );
  return { askAll, ask: askTogether((word: string) => word, askAll) };
}

it('asks once for all who ask together, and for each of them once', async () => {
  const { ask, askAll } = setUp();
  expect(await Promise.all([ask('a'), ask('bcd'), ask('a')])).toEqual([1, 3, 1]);
  expect(askAll.mock.calls).toEqual([[['a', 'bcd']]]);
});

it('asks anew for whoever comes later: no answer is older than its question', async () => {
  const { ask, askAll } = setUp();
  await ask('a');
  await ask('a');
  expect(askAll).toHaveBeenCalledTimes(2);
});

it('tells everybody who asked that there is no answer, and goes on', async () => {
  const { ask, askAll } = setUp();
  askAll.mockRejectedValueOnce(new Error('away'));
  const both = await Promise.allSettled([ask('a'), ask('b')]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await ask('a')).toBe(1);
});
