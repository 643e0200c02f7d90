import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wantedWorkers } from './scale-workers.ts';

describe('how many workers are wanted', () => {
  it.each([
    ['nothing to do, none kept warm', 0, 0, 0, 4, 0],
    ['nothing to do, one kept warm', 0, 0, 1, 4, 1],
    ['one waits', 1, 0, 1, 4, 1],
    ['one waits, none kept warm', 1, 0, 0, 4, 1],
    ['one waits beside a busy one', 1, 1, 1, 4, 2],
    ['more waits than may run', 100, 2, 1, 4, 4],
    ['no worker is allowed', 5, 0, 0, 0, 0],
    ['the last is busy and nothing waits', 0, 1, 0, 4, 1],
  ])('%s', (_, waiting, busy, min, max, wanted) => {
    expect(wantedWorkers(waiting, busy, { min, max })).toBe(wanted);
  });

  it('is within the limits, and grows with the work', () => {
    const counts = fc.tuple(fc.nat(1000), fc.nat(1000), fc.nat(10), fc.nat(90));
    fc.assert(
      fc.property(counts, ([waiting, busy, min, above]) => {
        const limits = { min, max: min + above };
        const wanted = wantedWorkers(waiting, busy, limits);
        expect(wanted).toBeGreaterThanOrEqual(limits.min);
        expect(wanted).toBeLessThanOrEqual(limits.max);
        expect(wantedWorkers(waiting + 1, busy, limits)).toBeGreaterThanOrEqual(wanted);
      }),
    );
  });
});
