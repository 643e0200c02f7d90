import { describe, expect, it } from 'vitest';
import { weighAudio, weighEncode } from './task-weight.ts';

const rung = { width: 1280, height: 720, preset: 'fast', tuning: '', via: 'encode' } as const;

describe('the weight of an encode', () => {
  const weigh = (over: object, frames = 600) => weighEncode([{ ...rung, ...over }], frames);
  const startOnly = weigh({}, 0);

  it('grows with frames and pixels beyond what every start costs', () => {
    expect(startOnly).toBeGreaterThan(0);
    expect(weigh({}, 1200) - startOnly).toBeCloseTo(2 * (weigh({}) - startOnly));
    const [small, half, full] = [weigh({ height: 0 }), weigh({ height: 360 }), weigh({})];
    expect(half - small).toBeCloseTo((full - small) / 2);
  });

  it('is that of all its rungs, and of one start and one decode', () => {
    const once = weigh({ height: 0 });
    expect(once).toBeGreaterThan(startOnly);
    expect(weighEncode([rung, rung], 600) - once).toBeCloseTo(2 * (weigh({}) - once));
  });

  it('is more for a slower preset, as for one that is not known', () => {
    const weights = ['ultrafast', 'veryfast', 'fast', 'medium', 'slow'].map((preset) => weigh({ preset }));
    expect(weights).toEqual([...weights].sort((a, b) => a - b));
    expect(weigh({ preset: 'new' })).toBe(weigh({}));
  });

  it('is less where the preset is tuned to do less', () => {
    expect(weigh({ tuning: 'ref=1' })).toBeLessThan(weigh({}));
  });

  it('is a tenth at most where the source’s stream is taken over', () => {
    expect(weigh({ via: 'copy' })).toBeLessThanOrEqual(weigh({}) / 10);
  });
});

it('of sound is little beside any picture', () => {
  expect(weighAudio(60)).toBeLessThan(weighEncode([{ ...rung, width: 426, height: 240 }], 60 * 24));
});
