import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstUnbound, stretchesOf } from './encode.ts';

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

describe('the order in which a chunk is made', () => {
  const rungs = ['240p'];
  const chunk = { rungs, firstSegment: 6, segmentCount: 4, bound: {} };
  const inOrder = (wantedSegment?: number, bound: Record<string, number[]> = {}) =>
    stretchesOf({ ...chunk, bound, ...(wantedSegment !== undefined && { wantedSegment }) }).map(
      ({ firstSegment, segmentCount }) => [firstSegment, segmentCount],
    );

  it.each([
    ['nobody waits', undefined, [], [[6, 4]]],
    ['the first is wanted', 6, [], [[6, 4]]],
    [
      'one in the middle is wanted',
      8,
      [],
      [
        [8, 2],
        [6, 2],
      ],
    ],
    [
      'the last is wanted',
      9,
      [],
      [
        [9, 1],
        [6, 3],
      ],
    ],
    ['one of another chunk is wanted', 10, [], [[6, 4]]],
    [
      'the wanted one is bound, as an attempt before left it',
      8,
      [8],
      [
        [9, 1],
        [6, 2],
      ],
    ],
    ['all from the wanted one on is bound', 8, [8, 9], [[6, 2]]],
    ['all is bound', 8, [6, 7, 8, 9], []],
  ])('when %s', (_, wanted, bound, order) => {
    expect(inOrder(wanted, { '240p': bound })).toEqual(order);
  });
});
