import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planFrameRate } from './frame-rate.ts';
import { toNumber } from './source-facts.ts';
import { sampleFacts } from './testing/sample-facts.ts';

const source = (num: number, den: number, isVariableFrameRate = false) =>
  sampleFacts({ video: { frameRate: { num, den }, isVariableFrameRate } }).video;

describe('the output frame rate', () => {
  it.each([
    [24_000, 1001],
    [24, 1],
    [25, 1],
    [30_000, 1001],
    [30, 1],
    [50, 1],
    [60_000, 1001],
    [60, 1],
    [15, 1],
    [12_500, 1000],
  ])('of a constant %d/%d is exactly the source rate', (num, den) => {
    expect(planFrameRate(source(num, den))).toEqual({ num, den });
  });

  it.each([
    [120, 1, 60],
    [100, 1, 50],
    [90, 1, 45],
    [240, 1, 60],
    [120_000, 1001, 60_000 / 1001],
  ])('of a constant %d/%d is halved until it fits under 60', (num, den, expected) => {
    expect(toNumber(planFrameRate(source(num, den)))).toBeCloseTo(expected, 9);
  });

  it.each([
    [23_976, 1000, { num: 24_000, den: 1001 }],
    [242, 10, { num: 25, den: 1 }],
    [2_997, 100, { num: 30_000, den: 1001 }],
    [29, 1, { num: 30_000, den: 1001 }],
    [31, 1, { num: 50, den: 1 }],
    [5994, 100, { num: 60_000, den: 1001 }],
    [60, 1, { num: 60, den: 1 }],
    [7, 1, { num: 24_000, den: 1001 }],
  ])('of a variable %d/%d is the standard one at or above it', (num, den, expected) => {
    expect(planFrameRate(source(num, den, true))).toEqual(expected);
  });

  it('never exceeds 60, and never falls below half of a faster source', () => {
    const part = fc.integer({ min: 1, max: 240_000 });
    fc.assert(
      fc.property(part, fc.integer({ min: 1, max: 2002 }), fc.boolean(), (num, den, isVariable) => {
        const rate = toNumber(planFrameRate(source(num, den, isVariable)));
        expect(rate).toBeLessThanOrEqual(60.01);
        // A clock that runs fast by half a percent means the standard rate.
        expect(rate).toBeGreaterThanOrEqual(Math.min(num / den, 30) * 0.995);
      }),
    );
  });
});
