import { describe, expect, it } from 'vitest';
import { findKeyframeInterval } from './keyframe-interval.ts';

const rate = { num: 25, den: 1 };
const seconds = (...frames: readonly number[]) => frames.map((frame) => frame / 25);
const whole = { startSeconds: 0, endSeconds: 12 };

describe('the interval of keyframes', () => {
  it.each([
    ['regular from the start', seconds(0, 50, 100, 150, 200, 250), whole, 50],
    ['regular with more between, at scene cuts', seconds(0, 50, 63, 100, 150, 171, 200, 250), whole, 50],
    ['every frame', seconds(...Array.from({ length: 300 }, (_, frame) => frame)), whole, 1],
    [
      'of a tail that begins between two',
      seconds(1450, 1500, 1550),
      { startSeconds: 57.5, endSeconds: 63 },
      50,
    ],
    ['rounded to milliseconds', [0, 2.0008, 3.9995, 6.0004], { startSeconds: 0, endSeconds: 8 }, 50],
    ['at scene cuts alone', seconds(0, 31, 97, 140, 250), whole, null],
    ['with one missing', seconds(0, 50, 150, 200, 250), whole, null],
    ['regular, but not counted from the first frame', seconds(20, 70, 120, 170, 220, 270), whole, null],
    ['seen once', seconds(0), whole, null],
    ['off the frames', [0, 2.02, 4.02], whole, null],
  ])('%s', (_, keyframes, span, interval) => {
    expect(findKeyframeInterval(keyframes, span, rate)).toBe(interval);
  });
});
