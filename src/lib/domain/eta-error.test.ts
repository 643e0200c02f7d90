import { describe, expect, it } from 'vitest';
import { judgeEta } from './eta-error.ts';

describe('the error of an estimate', () => {
  it('is nothing when each answer was right', () => {
    const samples = [0, 4, 8].map((atSeconds) => ({ atSeconds, secondsLeft: 10 - atSeconds }));
    expect(judgeEta(samples, 10)).toEqual({
      told: 1,
      p50Seconds: 0,
      p90Seconds: 0,
      p50Share: 0,
      p90Share: 0,
    });
  });

  it('counts too much and too little alike, in seconds and as a share of the wait', () => {
    const samples = Array.from({ length: 10 }, (_, index) => ({
      atSeconds: 0,
      secondsLeft: index % 2 === 0 ? 20 - index : 20 + index,
    }));
    expect(judgeEta(samples, 20)).toEqual({
      told: 1,
      p50Seconds: 5,
      p90Seconds: 9,
      p50Share: 0.25,
      p90Share: 0.45,
    });
  });

  it('leaves out the answers that told no time, and says how many did', () => {
    const samples = [
      { atSeconds: 0, secondsLeft: null },
      { atSeconds: 1, secondsLeft: 11 },
    ];
    expect(judgeEta(samples, 10)).toMatchObject({ told: 0.5, p50Seconds: 2 });
    expect(judgeEta([], 10)).toEqual({
      told: 0,
      p50Seconds: null,
      p90Seconds: null,
      p50Share: null,
      p90Share: null,
    });
  });
});
