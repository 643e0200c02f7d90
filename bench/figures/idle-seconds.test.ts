import { describe, expect, it } from 'vitest';
import { idleSeconds } from './idle-seconds.ts';

const span = (fromMs: number, toMs: number) => ({ fromMs, toMs });

describe('the time in which nothing was under way', () => {
  it('is before the first, between two and after the last', () => {
    expect(idleSeconds([span(5_000, 6_000), span(1_000, 3_000)], span(0, 10_000))).toBe(1 + 2 + 4);
  });

  it('counts what overlaps or lies within another once', () => {
    expect(idleSeconds([span(0, 8_000), span(1_000, 2_000), span(7_000, 9_000)], span(0, 10_000))).toBe(1);
  });

  it('is all of it when there was nothing, and none when all is covered beyond both ends', () => {
    expect(idleSeconds([], span(0, 10_000))).toBe(10);
    expect(idleSeconds([span(-1_000, 12_000)], span(0, 10_000))).toBe(0);
  });
});
