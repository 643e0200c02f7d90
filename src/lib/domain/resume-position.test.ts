import { expect, it } from 'vitest';
import { resumePosition } from './resume-position.ts';

it.each([
  ['in the middle of a film', 3_000, 6_000, 3_000],
  ['hardly begun', 4.9, 6_000, null],
  ['five seconds in', 5, 6_000, 5],
  ['in the last twentieth', 5_701, 6_000, null],
  ['in the last ten seconds', 91, 100, null],
  ['before the last ten seconds', 89, 100, 89],
  ['in the first half of a short clip', 2, 6, 2],
  ['in the second half of a short clip', 3.5, 6, null],
  ['past the end', 200, 100, null],
  ['of a video without length', 0, 0, null],
])('stopped %s', (_, seconds, duration, expected) => {
  expect(resumePosition(seconds, duration)).toBe(expected);
});
