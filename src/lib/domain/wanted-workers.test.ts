import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planLaunches, wantedWorkers } from './wanted-workers.ts';

const START = 60;

describe('how many workers are wanted', () => {
  it.each([
    ['nothing to do, none kept warm', 0, 0, 0, 4, 0],
    ['nothing to do, one kept warm', 0, 0, 1, 4, 1],
    ['a little work, none kept warm', 3, 0, 0, 4, 1],
    ['many small videos that one worker does while another would start', 119, 0, 0, 4, 1],
    ['work for two starts each', 240, 0, 0, 4, 2],
    ['more work than workers', 1e6, 2, 1, 4, 4],
    ['little work, but three wait for theirs', 3, 3, 0, 4, 3],
    ['no worker is allowed', 500, 5, 0, 0, 0],
  ])('%s', (_, seconds, urgentTasks, min, max, wanted) => {
    expect(wantedWorkers({ seconds, urgentTasks }, START, { min, max })).toBe(wanted);
  });

  it('is within the limits, grows with the work, and is fewer where starting takes longer', () => {
    const any = fc.tuple(fc.nat(100_000), fc.nat(50), fc.nat(10), fc.nat(90));
    fc.assert(
      fc.property(any, ([seconds, urgentTasks, min, above]) => {
        const limits = { min, max: min + above };
        const wanted = wantedWorkers({ seconds, urgentTasks }, START, limits);
        expect(wanted).toBeGreaterThanOrEqual(limits.min);
        expect(wanted).toBeLessThanOrEqual(limits.max);
        expect(wantedWorkers({ seconds: seconds + 10, urgentTasks }, START, limits)).toBeGreaterThanOrEqual(
          wanted,
        );
        expect(wantedWorkers({ seconds, urgentTasks }, START * 2, limits)).toBeLessThanOrEqual(wanted);
      }),
    );
  });
});

describe('what is launched', () => {
  const work = (seconds: number, urgentTasks = 0) => ({ seconds, urgentTasks });
  const limits = { min: 1, max: 10 };
  const launches = (all: number, spot: number, alive: { all: number; spot: number }) =>
    planLaunches({ all: work(all), spot: work(spot) }, alive, START, limits);

  it('is spot for what waits for spot, and on demand for the rest', () => {
    expect(launches(600, 360, { all: 0, spot: 0 })).toEqual({ spot: 3, onDemand: 2 });
    expect(launches(600, 360, { all: 3, spot: 2 })).toEqual({ spot: 1, onDemand: 1 });
  });

  it('is a spot worker even beside idle ones that may not take its work', () => {
    expect(launches(50, 50, { all: 1, spot: 0 })).toEqual({ spot: 1, onDemand: 0 });
  });

  it('is on demand for those kept warm', () => {
    expect(launches(0, 0, { all: 0, spot: 0 })).toEqual({ spot: 0, onDemand: 1 });
  });

  it('never makes it more than the limit', () => {
    expect(launches(1e6, 1e6, { all: 8, spot: 0 })).toEqual({ spot: 2, onDemand: 0 });
    expect(launches(1e6, 1e6, { all: 12, spot: 0 })).toEqual({ spot: 0, onDemand: 0 });
  });
});
