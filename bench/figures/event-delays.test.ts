import { expect, it } from 'vitest';
import { eventDelays } from './event-delays.ts';

const sent = new Map([
  [2, 1_000],
  [3, 2_000],
]);

it('is from the sending to the first word of that version, for each reader', () => {
  const prompt = [
    { version: 1, atMs: 500 },
    { version: 2, atMs: 1_100 },
    { version: 3, atMs: 2_250 },
  ];
  expect(eventDelays(sent, [prompt, prompt])).toEqual([0.1, 0.25, 0.1, 0.25]);
});

it('a newer version tells the older one too, and late', () => {
  expect(eventDelays(sent, [[{ version: 3, atMs: 2_500 }]])).toEqual([1.5, 0.5]);
});

it('what was never told is infinitely late', () => {
  expect(eventDelays(sent, [[{ version: 2, atMs: 1_100 }]])).toEqual([0.1, Number.POSITIVE_INFINITY]);
});
