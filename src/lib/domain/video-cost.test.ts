import { describe, expect, it } from 'vitest';
import { plan, planWeight } from './plan.ts';
import { priceOf } from './prices.ts';
import { sampleFacts } from './testing/sample-facts.ts';
import { expectUse, meterUse } from './video-cost.ts';

const planned = plan(sampleFacts());
const weight = planWeight(planned);
const nothing = { onDemandCpuSeconds: 0, spotCpuSeconds: 0, storedBytes: 0, objects: 0 };

describe('the price of what is used', () => {
  it('is what AWS lists: an hour of a busy vCPU with its memory, a gigabyte for a month, a thousand PUTs', () => {
    expect(priceOf({ ...nothing, onDemandCpuSeconds: 3600 * 0.85 })).toBeCloseTo(0.04048 + 2 * 0.004445, 6);
    expect(priceOf({ ...nothing, storedBytes: 1e9 })).toBeCloseTo(0.023, 6);
    expect(priceOf({ ...nothing, objects: 1000 })).toBeCloseTo(0.005, 6);
    expect(priceOf(nothing)).toBe(0);
  });

  it('is a third on spot at most', () => {
    const onDemand = priceOf({ ...nothing, onDemandCpuSeconds: 1000 });
    expect(priceOf({ ...nothing, spotCpuSeconds: 1000 })).toBeLessThanOrEqual(onDemand / 3);
  });
});

describe('what a video is expected to use', () => {
  it('is its weight at the measured cost, bytes below the caps, and a PUT for each segment', () => {
    const use = expectUse(planned, weight, (_kind, _rungs, of) => 2 * of);
    expect(use.onDemandCpuSeconds).toBeCloseTo(2 * weight);
    expect(use.spotCpuSeconds).toBe(0);
    const capBytes = planned.rungs.reduce((sum, rung) => sum + rung.maxrateBps / 8, 0) * 31;
    expect(use.storedBytes).toBeGreaterThan(0);
    expect(use.storedBytes).toBeLessThan(capBytes);
    expect(use.objects).toBeGreaterThan(planned.grid.segmentCount * planned.rungs.length);
  });

  it('of the spot profile is spot but for what somebody waits for', () => {
    const use = expectUse({ ...planned, profile: 'spot' }, weight, (_kind, _rungs, of) => of);
    expect(use.spotCpuSeconds + use.onDemandCpuSeconds).toBeCloseTo(weight);
    expect(use.onDemandCpuSeconds).toBeGreaterThan(0);
    expect(use.spotCpuSeconds).toBeGreaterThan(use.onDemandCpuSeconds);
  });

  it('holds what the second revision will add', () => {
    expect(expectUse(planned, weight + 100, (_kind, _rungs, of) => of).onDemandCpuSeconds).toBeCloseTo(
      weight + 100,
    );
  });
});

it('what a video has used is what its tasks and rungs say, each task where it ran', () => {
  const tasks = [
    { capacity: 'any', cpuSeconds: 3 },
    { capacity: 'spot', cpuSeconds: 20 },
    { capacity: 'spot', cpuSeconds: 1.5 },
  ] as const;
  const use = meterUse({ ...planned, audio: null }, tasks, 5_000_000);
  expect(use).toMatchObject({ onDemandCpuSeconds: 3, spotCpuSeconds: 21.5, storedBytes: 5_000_000 });
});
