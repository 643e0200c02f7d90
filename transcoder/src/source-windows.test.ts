import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BLOCK_BYTES, parseRange, planWindows } from './source-windows.ts';

it('covers a range without gap or overlap, in pieces that each lie within one block', () => {
  const ranges = fc
    .tuple(fc.nat(1_000_000_000), fc.nat(200_000_000))
    .map(([first, length]) => ({ first, last: first + length }));
  fc.assert(
    fc.property(ranges, (range) => {
      const windows = [...planWindows(range)];
      expect(windows[0]?.first).toBe(range.first);
      expect(windows.at(-1)?.last).toBe(range.last);
      windows.forEach((window, index) => {
        const next = windows[index + 1];
        if (next) expect(next.first).toBe(window.last + 1);
        expect(Math.floor(window.first / BLOCK_BYTES)).toBe(Math.floor(window.last / BLOCK_BYTES));
      });
    }),
  );
});

it.each([
  ['bytes=0-', 10, { first: 0, last: 9 }],
  ['bytes=3-5', 10, { first: 3, last: 5 }],
  ['bytes=3-99', 10, { first: 3, last: 9 }],
  ['bytes=10-', 10, null],
  ['bytes=5-3', 10, null],
  ['bytes=-5', 10, undefined],
  ['bytes=0-1,4-5', 10, undefined],
  [undefined, 10, undefined],
])('reads %s of %i bytes', (header, size, range) => {
  expect(parseRange(header, size)).toEqual(range);
});
