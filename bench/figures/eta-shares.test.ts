import { describe, expect, it } from 'vitest';
import { etaShares } from './eta-shares.ts';

describe('the error of a promised time', () => {
  it('is a share of what was really left, too long and too short alike', () => {
    const samples = [
      { atSeconds: 0, secondsLeft: 15 },
      { atSeconds: 5, secondsLeft: 2.5 },
    ];
    expect(etaShares(samples, 10)).toEqual([0.5, 0.5]);
  });

  it('counts a second at least, so that the last moments do not drown the rest', () => {
    expect(etaShares([{ atSeconds: 9.9, secondsLeft: 1 }], 10)[0]).toBeCloseTo(0.9, 9);
  });

  it('leaves out what promised nothing, and what was promised when it was over', () => {
    const samples = [
      { atSeconds: 1, secondsLeft: null },
      { atSeconds: 10, secondsLeft: 1 },
    ];
    expect(etaShares(samples, 10)).toEqual([]);
  });
});
