import { expect, it } from 'vitest';
import { MAX_DELIVERY_ATTEMPTS, pauseBeforeRetry } from './webhook-retry.ts';

const pauses = (share: number) =>
  Array.from({ length: MAX_DELIVERY_ATTEMPTS - 1 }, (_, at) => pauseBeforeRetry(at + 1, share) ?? 0);
const sum = (all: readonly number[]) => all.reduce((total, one) => total + one, 0);
const HOUR_MS = 3_600_000;

it('pauses grow threefold from ten seconds to six hours', () => {
  expect(pauses(0.5).map((ms) => ms / 1000)).toEqual([
    10, 30, 90, 270, 810, 2430, 7290, 21_600, 21_600, 21_600, 21_600,
  ]);
});

it('all pauses together last about a day, whatever the jitter', () => {
  for (const share of [0, 0.5, 1]) {
    expect(sum(pauses(share))).toBeGreaterThan(20 * HOUR_MS);
    expect(sum(pauses(share))).toBeLessThan(36 * HOUR_MS);
  }
});

it('jitter moves a pause by a fifth either way and never to another order', () => {
  expect([pauseBeforeRetry(1, 0), pauseBeforeRetry(1, 1)]).toEqual([8_000, 12_000]);
  for (let attempts = 1; attempts < 7; attempts++)
    expect(pauseBeforeRetry(attempts, 1)).toBeLessThan(pauseBeforeRetry(attempts + 1, 0) ?? 0);
});

it('after the last attempt there is no next one', () => {
  expect(pauseBeforeRetry(MAX_DELIVERY_ATTEMPTS - 1, 0.5)).toBeDefined();
  expect(pauseBeforeRetry(MAX_DELIVERY_ATTEMPTS, 0.5)).toBeUndefined();
});
