import { describe, expect, it } from 'vitest';
import { planGrid } from './grid.ts';
import { frameAt } from './thumbnail-choice.ts';

describe('the frame that is shown at a time', () => {
  const grid = planGrid({ num: 30_000, den: 1001 }, 10, 4);

  it.each([
    [0, { segment: 0, frame: 0 }],
    [0.0333, { segment: 0, frame: 0 }],
    [0.034, { segment: 0, frame: 1 }],
    // As a player says it: the very start of frame 120.
    [(120 * 1001) / 30_000, { segment: 1, frame: 0 }],
    [119.5 * (1001 / 30_000), { segment: 0, frame: 119 }],
    [9.99, { segment: 2, frame: 59 }],
    [500, { segment: 2, frame: 59 }],
  ])('at %d s', (seconds, place) => {
    expect(frameAt(grid, seconds)).toEqual(place);
  });
});
