import { describe, expect, it } from 'vitest';
import { type FinishedTask, measureSpeed } from './work-speed.ts';

const done = (secondsPerWeight: number, over: Partial<FinishedTask> = {}): FinishedTask => {
  const weight = over.weight ?? 40;
  return { kind: 'encode', rungs: '240p', weight, seconds: weight * secondsPerWeight, ...over };
};
const times = (count: number, task: FinishedTask) => Array.from({ length: count }, () => task);

describe('the speed of workers', () => {
  const believed = measureSpeed([])('encode', '240p');

  it('is believed until something was measured, then it is what was measured', () => {
    expect(believed).toBeGreaterThan(0);
    expect(measureSpeed(times(50, done(3)))('encode', '240p')).toBeCloseTo(3, 1);
  });

  it('is hardly moved by one short task', () => {
    const after = measureSpeed([done(10, { weight: 0.1 })])('encode', '240p');
    expect(after / believed).toBeLessThan(1.5);
  });

  it('follows a change: the newest count most', () => {
    const speed = measureSpeed([...times(40, done(4)), ...times(40, done(1))])('encode', '240p');
    expect(speed).toBeGreaterThan(3);
    expect(speed).toBeLessThan(4);
  });

  it('is told apart by kind and rungs, and taken from the nearest that is known', () => {
    const speed = measureSpeed([
      ...times(20, done(1)),
      ...times(20, done(3, { rungs: '1080p,720p' })),
      ...times(20, done(0.2, { kind: 'audio', rungs: '' })),
    ]);
    expect(speed('encode', '240p')).toBeCloseTo(1, 0);
    expect(speed('encode', '1080p,720p')).toBeCloseTo(3, 0);
    expect(speed('audio', '')).toBeLessThan(0.5);
    expect(speed('encode', '480p')).toBeGreaterThan(1.2);
    expect(speed('encode', '480p')).toBeLessThan(3);
  });

  it('learns nothing from a task without weight or time', () => {
    expect(measureSpeed([done(0), done(5, { weight: 0 })])('encode', '240p')).toBe(believed);
  });
});
