import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstUnbound } from './encode.ts';

const task = (bound: Record<string, number[]>, rungs = ['720p', '480p']) => ({
  rungs,
  bound,
  firstSegment: 6,
  segmentCount: 4,
});

describe('where an interrupted chunk goes on', () => {
  it.each([
    ['nothing is bound', {}, 6],
    ['nothing is bound, told so', { '720p': [], '480p': [] }, 6],
    ['both rungs have the same', { '720p': [6, 7], '480p': [6, 7] }, 8],
    ['one rung is behind', { '720p': [6, 7, 8], '480p': [6] }, 7],
    ['one rung has none', { '720p': [6, 7, 8, 9] }, 6],
    ['a later one is there without those before', { '720p': [6, 9], '480p': [6, 8, 9] }, 7],
    ['numbers come in any order', { '720p': [8, 6, 7], '480p': [7, 8, 6] }, 9],
    ['other chunks are bound', { '720p': [0, 1, 10], '480p': [5, 10] }, 6],
    ['all is bound: nothing is left', { '720p': [6, 7, 8, 9], '480p': [6, 7, 8, 9] }, 10],
    ['more than all is bound', { '720p': [6, 7, 8, 9, 10, 11], '480p': [6, 7, 8, 9, 10] }, 10],
  ])('when %s', (_, bound, first) => {
    expect(firstUnbound(task(bound))).toBe(first);
  });

  it('is never past a segment that some rung lacks, and lies on one that is lacking', () => {
    const numbers = fc.subarray([6, 7, 8, 9]);
    fc.assert(
      fc.property(numbers, numbers, (high, low) => {
        const first = firstUnbound(task({ '720p': high, '480p': low }));
        const isWhole = (number: number) => high.includes(number) && low.includes(number);
        for (let number = 6; number < first; number++) expect(isWhole(number)).toBe(true);
        if (first < 10) expect(isWhole(first)).toBe(false);
      }),
    );
  });
});
