import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { launchesPausedUntil, launchPauseMs, type PastLaunch } from './launch-pause.ts';
import type { WorkerEndCause } from './worker-end.ts';

const at = new Date(Date.UTC(2026, 10, 21));
const launch = (endCause: WorkerEndCause | null, hasEntered = false): PastLaunch => ({
  workerId: '01M7Z233DE63NS5PEV51EH0P6S',
  endCause,
  hasEntered,
  endedAt: endCause === null ? null : at,
});
const refused = launch('refused');
const pauseAfter = (launches: readonly PastLaunch[]) => {
  const until = launchesPausedUntil(launches);
  return until === null ? 0 : until.getTime() - at.getTime();
};

describe('launches after some that came to nothing', () => {
  it.each([
    ['one', [refused], 500, 1_000],
    ['two', [refused, launch('never-started')], 1_000, 2_000],
    ['five', Array(5).fill(refused), 8_000, 16_000],
    ['twenty', Array(20).fill(refused), 30_000, 60_000],
  ])('rest: after %s', (_, launches: PastLaunch[], least, most) => {
    expect(pauseAfter(launches)).toBeGreaterThanOrEqual(least);
    expect(pauseAfter(launches)).toBeLessThanOrEqual(most);
  });

  it.each([
    ['none', []],
    ['one that works', [launch(null, true), refused]],
    ['one that has worked and left', [launch('left', true), refused]],
    ['one that was lost at work', [launch('silent'), refused]],
  ])('do not rest: after %s', (_, launches) => {
    expect(pauseAfter(launches)).toBe(0);
  });

  it('what is still starting says nothing of those before it', () => {
    expect(pauseAfter([launch(null), refused])).toBe(pauseAfter([refused]));
  });
});

it('the pause of one launch is the same whenever it is asked for, and others have others', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 100 }), (id, failures) => {
      const pause = launchPauseMs(id, failures);
      expect(pause).toBe(launchPauseMs(id, failures));
      expect(pause).toBeGreaterThanOrEqual(500);
      expect(pause).toBeLessThanOrEqual(60_000);
    }),
    { numRuns: 200 },
  );
  const pauses = Array.from({ length: 50 }, (_, index) => launchPauseMs(`worker-${index}`, 6));
  expect(new Set(pauses).size).toBeGreaterThan(45);
  expect(launchPauseMs('any', 0)).toBe(0);
});
