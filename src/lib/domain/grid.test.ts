import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { framesInSegment, gridSeconds, planGrid, segmentSeconds, segmentStartTicks } from './grid.ts';

const anyRate = fc.oneof(
  fc.constantFrom(
    { num: 24_000, den: 1001 },
    { num: 24, den: 1 },
    { num: 25, den: 1 },
    { num: 30_000, den: 1001 },
    { num: 60_000, den: 1001 },
    { num: 60, den: 1 },
  ),
  fc.record({ num: fc.integer({ min: 1, max: 60 }), den: fc.constantFrom(1, 2, 3) }),
);
const anyGrid = fc
  .tuple(
    anyRate,
    fc.double({ min: 0.01, max: 20_000, noNaN: true }),
    fc.double({ min: 0.5, max: 10, noNaN: true }),
  )
  .map(([rate, duration, segment]) => planGrid(rate, duration, segment));
const numbersOf = (count: number) => Array.from({ length: count }, (_, number) => number);

describe('the segment grid', () => {
  it('tiles all frames exactly: every segment is full but the last, which is not empty', () => {
    fc.assert(
      fc.property(anyGrid, (grid) => {
        const frames = numbersOf(grid.segmentCount).map((number) => framesInSegment(grid, number));
        expect(frames.reduce((sum, count) => sum + count, 0)).toBe(grid.totalFrames);
        expect(frames.slice(0, -1).every((count) => count === grid.framesPerSegment)).toBe(true);
        expect(frames.at(-1)).toBeGreaterThan(0);
      }),
    );
  });

  it('starts each segment on a whole tick, where the one before ends', () => {
    fc.assert(
      fc.property(anyGrid, (grid) => {
        expect(Number.isInteger(grid.ticksPerFrame) && Number.isInteger(grid.timescale)).toBe(true);
        for (const number of numbersOf(Math.min(grid.segmentCount, 200))) {
          const start = segmentStartTicks(grid, number);
          expect(Number.isSafeInteger(start)).toBe(true);
          const end = start + framesInSegment(grid, number) * grid.ticksPerFrame;
          if (number + 1 < grid.segmentCount) expect(segmentStartTicks(grid, number + 1)).toBe(end);
          else expect(end).toBe(grid.totalFrames * grid.ticksPerFrame);
        }
      }),
    );
  });

  it('has segments whose seconds add up to the whole', () => {
    fc.assert(
      fc.property(anyGrid, (grid) => {
        const sum = numbersOf(grid.segmentCount).reduce((at, number) => at + segmentSeconds(grid, number), 0);
        expect(sum).toBeCloseTo(gridSeconds(grid), 5);
      }),
    );
  });

  it('says one frame exactly in ticks, fine enough for players', () => {
    fc.assert(
      fc.property(anyGrid, (grid) => {
        expect(grid.ticksPerFrame * grid.frameRate.num).toBe(grid.timescale * grid.frameRate.den);
        expect(grid.timescale).toBeGreaterThanOrEqual(10_000);
        // 32 bits in `mdhd` and `sidx`.
        expect(grid.timescale).toBeLessThan(2 ** 32);
      }),
    );
  });

  it('is within half a frame of the source in length', () => {
    const duration = fc.double({ min: 1, max: 20_000, noNaN: true });
    fc.assert(
      fc.property(anyRate, duration, (rate, seconds) => {
        const frameSeconds = rate.den / rate.num;
        const off = Math.abs(gridSeconds(planGrid(rate, seconds, 4)) - seconds);
        expect(off).toBeLessThanOrEqual(Math.max(0.5, frameSeconds - seconds) * frameSeconds + 1e-6);
      }),
    );
  });

  it.each([
    [{ num: 24, den: 1 }, 30, 96, 720, 8],
    [{ num: 30_000, den: 1001 }, 30.03, 120, 900, 8],
    [{ num: 25, den: 1 }, 0.001, 100, 1, 1],
    [{ num: 1, den: 10 }, 60, 2, 6, 3],
  ])('of %o over %d s', (rate, seconds, framesPerSegment, totalFrames, segmentCount) => {
    expect(planGrid(rate, seconds, 4)).toMatchObject({ framesPerSegment, totalFrames, segmentCount });
  });
});
