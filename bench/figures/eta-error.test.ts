import { describe, expect, it } from 'vitest';
import { etaErrors } from './eta-error.ts';

describe('the error of a promised time', () => {
  it('is a share of what was really left, too long and too short alike', () => {
    const samples = [
      { atMs: 0, promisedSeconds: 15 },
      { atMs: 5_000, promisedSeconds: 2.5 },
    ];
    expect(etaErrors(samples, 10_000)).toEqual([0.5, 0.5]);
  });

  it('counts a second at least, so that the last moments do not drown the rest', () => {
    expect(etaErrors([{ atMs: 9_900, promisedSeconds: 1 }], 10_000)[0]).toBeCloseTo(0.9, 9);
  });

  it('leaves out what was promised when it was over', () => {
    expect(etaErrors([{ atMs: 10_000, promisedSeconds: 1 }], 10_000)).toEqual([]);
  });
});
