import { describe, expect, test } from 'vitest';
import { formatAge, formatDate, formatMoment } from './age.ts';
import { formatBytes, formatSpeed } from './bytes.ts';
import { formatDuration, formatTaken, formatTimeLeft, speakDuration } from './duration.ts';
import { formatDollars } from './money.ts';
import { formatSpan } from './span.ts';
import { formatViews } from './views.ts';

describe('sizes', () => {
  test.each([
    [0, '0 B'],
    [999, '999 B'],
    [1_000, '1.0 KB'],
    [999_999, '1.0 MB'],
    [12_345_678, '12.3 MB'],
    [123_456_789, '123 MB'],
    [5_497_558_138_880, '5.5 TB'],
  ])('%d bytes read as %s', (sizeBytes, text) => expect(formatBytes(sizeBytes)).toBe(text));

  test('a speed never shows a fraction of a byte', () => expect(formatSpeed(12.7)).toBe('13 B/s'));
});

describe('durations', () => {
  test.each([
    [0, '0:00'],
    [6.6, '0:07'],
    [59.6, '1:00'],
    [754, '12:34'],
    [3723, '1:02:03'],
  ])('%d seconds read as %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text));

  test('are spoken in words', () => expect(speakDuration(3661)).toBe('1 hour 1 minute 1 second'));

  test.each([
    [2, 'a few seconds left'],
    [31, 'less than a minute left'],
    [61, 'about 1 minute left'],
    [130, 'about 2 minutes left'],
    [3590, 'about 1 hour left'],
    [5000, 'about 1 h 20 min left'],
    [7199, 'about 2 hours left'],
  ])('%d seconds left read as %s', (seconds, text) => expect(formatTimeLeft(seconds)).toBe(text));
});

describe('how long something took', () => {
  test.each([
    [0, '0.0 s'],
    [-1, '0.0 s'],
    [0.44, '0.4 s'],
    [9.96, '10 s'],
    [59.6, '1 min 0 s'],
    [3599.6, '1 h 0 min'],
    [7_800, '2 h 10 min'],
  ])('%d seconds read as %s', (seconds, text) => expect(formatTaken(seconds)).toBe(text));
});

describe('prices', () => {
  test.each([
    [0, '$0'],
    [0.00003, 'below $0.0001'],
    [0.00421, '$0.0042'],
    [0.0999, '$0.100'],
    [0.13, '$0.13'],
    [12.5, '$12.50'],
  ])('%d dollars read as %s', (dollars, text) => expect(formatDollars(dollars)).toBe(text));
});

describe('ages', () => {
  const now = new Date('2026-11-21T12:00:00Z');
  test.each([
    ['2026-11-21T12:00:05Z', 'just now'],
    ['2026-11-21T11:59:10Z', 'just now'],
    ['2026-11-21T11:20:00Z', '40 minutes ago'],
    ['2026-11-20T11:00:00Z', 'yesterday'],
    ['2024-06-01T00:00:00Z', '2 years ago'],
  ])('%s is %s', (date, text) => expect(formatAge(date, now)).toBe(text));

  test('a date reads the same in every time zone', () => {
    expect(formatDate('2026-11-21T23:59:00Z')).toBe('November 21, 2026');
  });

  test('a moment too, to the second and with 24 hours', () => {
    expect(formatMoment('2026-11-21T23:05:09Z')).toBe('21 Nov 2026, 23:05:09 UTC');
  });
});

test.each([
  [0, 'no views'],
  [1, '1 view'],
  [999, '999 views'],
  [1_234, '1.2K views'],
  [2_000_000, '2M views'],
])('%d reads as %s', (count, text) => expect(formatViews(count)).toBe(text));

describe('spans', () => {
  test.each([
    [-1, '0 s'],
    [89.4, '89 s'],
    [90, '2 min'],
    [5_399, '1.5 h'],
    [172_800, '2.0 d'],
    [270_000, '3.1 d'],
  ])('%d seconds read as %s', (seconds, text) => expect(formatSpan(seconds)).toBe(text));
});
