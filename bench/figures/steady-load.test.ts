import { expect, it } from 'vitest';
import { askSteadily } from './steady-load.ts';

const never = new AbortController().signal;

it('every request is asked and told of, in order, with what failed', async () => {
  const answered = await askSteadily(
    { perSecond: 1000, seconds: 0.005 },
    async (number) => {
      if (number === 3) throw new Error('away');
      return number % 2 === 0 ? 'even' : 'odd';
    },
    never,
  );
  expect(answered.map(({ kind, fault }) => fault ?? kind)).toEqual([
    'even',
    'odd',
    'even',
    'Error: away',
    'even',
  ]);
  expect(answered.every(({ seconds }) => seconds >= 0)).toBe(true);
});

it('who was asked first need not answer for the next to be asked', async () => {
  const asked: number[] = [];
  let release = () => {};
  const first = new Promise<void>((resolve) => {
    release = resolve;
  });
  await askSteadily(
    { perSecond: 1000, seconds: 0.003 },
    async (number) => {
      asked.push(number);
      if (number === 0) await first;
      if (number === 2) release();
      return 'one';
    },
    never,
  );
  expect(asked).toEqual([0, 1, 2]);
});
