import { expect, test } from 'vitest';
import { fillDays, lastDays } from './day-series.ts';

const now = new Date('2026-03-01T00:30:00Z');

test('the last days end with today, over the end of a month', () => {
  expect(lastDays(now, 3)).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
});

test('every day has a row: what nobody watched is nought, and what lies outside is left out', () => {
  const rows = [
    { day: '2026-03-01', views: 7 },
    { day: '2025-12-24', views: 9 },
  ];
  expect(fillDays(lastDays(now, 2), rows, (day) => ({ day, views: 0 }))).toEqual([
    { day: '2026-02-28', views: 0 },
    { day: '2026-03-01', views: 7 },
  ]);
});
