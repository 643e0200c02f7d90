import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyBeat, isCounted, VIEW_WINDOW_MS, type Viewing } from './viewing.ts';

const opened = new Date('2026-11-22T12:00:00.000Z');
const later = (seconds: number) => new Date(opened.getTime() + seconds * 1000);
const fresh: Viewing = { watchedMs: 0, lastBeatAt: opened, countedAt: null };
const beat = (seconds: number, durationMs: number | null = 600_000) => ({
  claimedMs: seconds * 1000,
  openedAt: opened,
  durationMs,
});

describe('a viewer has seen enough', () => {
  it.each([
    ['ten seconds of a long video', 600_000, 10],
    ['half of a short one', 6_000, 3],
    ['ten seconds of one whose length is not known', null, 10],
  ] as const)('after %s, and not before', (_, durationMs, seconds) => {
    const almost = applyBeat(fresh, beat(seconds - 0.1, durationMs), later(60));
    expect(almost.hasSeenEnough).toBe(false);
    expect(applyBeat(almost.after, beat(0.1, durationMs), later(61)).hasSeenEnough).toBe(true);
  });

  it('but once a window, however often they come back', () => {
    const counted = { watchedMs: 10_000, lastBeatAt: later(20), countedAt: later(20) };
    expect(applyBeat(counted, beat(30), later(60))).toMatchObject({ hasSeenEnough: false, addedMs: 30_000 });
    const nextDay = new Date(later(20).getTime() + VIEW_WINDOW_MS);
    expect(isCounted(counted, nextDay)).toBe(false);
    const again = applyBeat(counted, beat(9), nextDay);
    // What made them a view the day before does not count towards the next.
    expect(again).toMatchObject({ hasSeenEnough: false, after: { watchedMs: 9_000, countedAt: null } });
  });

  it('not by saying nothing: a beat without time in it counts nobody', () => {
    const full = { ...fresh, watchedMs: 60_000 };
    expect(applyBeat(full, beat(0), later(60)).hasSeenEnough).toBe(false);
  });
});

describe('watch time', () => {
  it('is of those alone who are counted', () => {
    expect(applyBeat(fresh, beat(5), later(60)).addedMs).toBe(0);
  });

  it('never exceeds the time that has passed, whatever is claimed, in however many tabs and beats', () => {
    const claims = fc.array(
      fc.record({ seconds: fc.double({ min: 0, max: 3_600, noNaN: true }), waitMs: fc.nat(90_000) }),
    );
    fc.assert(
      fc.property(claims, (beats) => {
        let viewing: Viewing = { ...fresh, countedAt: opened };
        let now = opened;
        let addedMs = 0;
        for (const { seconds, waitMs } of beats) {
          now = new Date(now.getTime() + waitMs);
          const effect = applyBeat(viewing, beat(seconds), now);
          viewing = effect.after;
          addedMs += effect.addedMs;
        }
        expect(addedMs).toBeLessThanOrEqual(now.getTime() - opened.getTime());
      }),
    );
  });

  it('begins with the page: a token of a moment ago is worth a moment', () => {
    const old = { ...fresh, lastBeatAt: new Date(0) };
    expect(applyBeat(old, beat(3_600), later(2)).after.watchedMs).toBe(2_000);
  });

  it('is not lost to a clock that goes back, and not made by it', () => {
    expect(applyBeat({ ...fresh, lastBeatAt: later(100) }, beat(10), later(50)).after.watchedMs).toBe(0);
  });
});
