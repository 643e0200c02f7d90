import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FinishedTask, measureSpeed } from './work-speed.ts';

const done = (seconds: number, over: Partial<FinishedTask> = {}): FinishedTask => ({
  kind: 'encode',
  rungs: '240p',
  weight: 40,
  seconds,
  ...over,
});
const times = (count: number, task: FinishedTask) => Array.from({ length: count }, () => task);

describe('the speed of workers', () => {
  const believed = measureSpeed([])('encode', '240p', 40);

  it('is believed until something was measured, then it is what was measured', () => {
    expect(believed).toBeGreaterThan(0);
    const measured = measureSpeed(times(50, done(120)))('encode', '240p', 40);
    expect(measured / 120).toBeGreaterThan(0.95);
    expect(measured / 120).toBeLessThan(1.05);
  });

  it('tells what each task costs from what its weight adds', () => {
    const speed = measureSpeed([
      ...times(20, done(12, { weight: 2 })),
      ...times(20, done(20, { weight: 10 })),
      ...times(20, done(110, { weight: 100 })),
    ]);
    expect(speed('encode', '240p', 2)).toBeCloseTo(12, -1);
    expect(speed('encode', '240p', 50) / 60).toBeGreaterThan(0.85);
    expect(speed('encode', '240p', 50) / 60).toBeLessThan(1.15);
  });

  it('does not take a few slow starts for the pace of a large task', () => {
    // Measured while 30 processes shared two cores; the large task then took 43 s.
    const small = [
      done(96.7, { weight: 2.1 }),
      done(21.5, { weight: 0.6 }),
      done(86.3, { weight: 1.6 }),
      done(80.2, { weight: 2.1 }),
      done(19.9, { weight: 1.3 }),
    ];
    expect(measureSpeed(small)('encode', '720p,480p,360p', 22.5)).toBeLessThan(130);
  });

  it('follows a change: the newest count most', () => {
    const speed = measureSpeed([...times(40, done(160)), ...times(40, done(40))])('encode', '240p', 40);
    expect(speed).toBeGreaterThan(110);
    expect(speed).toBeLessThan(160);
  });

  it('is told apart by kind and rungs, and taken from the nearest that is known', () => {
    const speed = measureSpeed([
      ...times(20, done(40)),
      ...times(20, done(120, { rungs: '1080p,720p' })),
      ...times(20, done(4, { kind: 'audio', rungs: '' })),
    ]);
    const [low, high, sound] = [
      speed('encode', '240p', 40),
      speed('encode', '1080p,720p', 40),
      speed('audio', '', 40),
    ];
    expect(low / 40).toBeCloseTo(1, 0);
    expect(high / 120).toBeCloseTo(1, 0);
    expect(sound).toBeLessThan(20);
    const between = speed('encode', '480p', 40);
    expect(between).toBeGreaterThan(low);
    expect(between).toBeLessThan(high);
  });

  it('learns nothing from a task without weight or time', () => {
    expect(measureSpeed([done(0), done(200, { weight: 0 })])('encode', '240p', 40)).toBe(believed);
  });

  it('is positive, and a heavier task of a sort never takes less, whatever was measured', () => {
    const anyTask = fc.record({
      kind: fc.constantFrom('encode' as const, 'audio' as const),
      rungs: fc.constantFrom('', '240p'),
      weight: fc.double({ min: 0.01, max: 500, noNaN: true }),
      seconds: fc.double({ min: 0.01, max: 5000, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(anyTask, { maxLength: 20 }), (finished) => {
        const speed = measureSpeed(finished);
        const [light, heavy] = [speed('encode', '240p', 5), speed('encode', '240p', 50)];
        expect(light).toBeGreaterThan(0);
        expect(heavy).toBeGreaterThan(light);
        expect(Number.isFinite(heavy)).toBe(true);
      }),
    );
  });
});
