import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { median, percentile } from './statistics.ts';

describe('the statistics of a benchmark', () => {
  it('have the middle value as median, whatever the order', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([7])).toBe(7);
  });

  it('lay a percentile between the two values that are next to it', () => {
    const tens = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100];
    expect(percentile(tens, 0.95)).toBeCloseTo(95, 9);
    expect(percentile(tens, 0.9)).toBe(90);
    expect(percentile([1, 2], 0.5)).toBe(1.5);
  });

  it('say of no values that there is no number', () => {
    expect(median([])).toBeNaN();
  });

  it('never lie outside of what was measured, and grow with the share', () => {
    const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(values, share, share, (measured, one, other) => {
        const [low, high] = [
          percentile(measured, Math.min(one, other)),
          percentile(measured, Math.max(one, other)),
        ];
        expect(low).toBeLessThanOrEqual(high + 1e-6);
        expect(low).toBeGreaterThanOrEqual(Math.min(...measured) - 1e-6);
        expect(high).toBeLessThanOrEqual(Math.max(...measured) + 1e-6);
      }),
    );
  });
});
