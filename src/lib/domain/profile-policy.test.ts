import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planLadder } from './ladder.ts';
import { chooseProfile } from './profile-policy.ts';
import { profiles } from './profiles.ts';

const spot = { hasSpot: true, spotLargestRung: null };
const GIGABYTE = 1_000_000_000;
const ids = fc
  .sample(fc.ulid(), { numRuns: 4_000, seed: 7 })
  .concat(
    Array.from({ length: 4_000 }, (_, index) => `01KAGCVZ00000000000000${String(index).padStart(4, '0')}`),
  );

describe('the profile of a video', () => {
  it('is spot for seven in ten below a gigabyte, also of ids that differ in their last letters alone', () => {
    for (const some of [ids.slice(0, 4_000), ids.slice(4_000)]) {
      const chosen = some.filter((id) => chooseProfile(id, GIGABYTE - 1, spot).name === 'spot');
      expect(chosen.length / some.length).toBeGreaterThan(0.67);
      expect(chosen.length / some.length).toBeLessThan(0.73);
    }
  });

  it('is the same whenever it is asked for', () => {
    for (const id of ids.slice(0, 50)) expect(chooseProfile(id, 5, spot)).toEqual(chooseProfile(id, 5, spot));
  });

  it('is on-demand from a gigabyte on, and wherever there is no spot', () => {
    for (const id of ids.slice(0, 500)) {
      expect(chooseProfile(id, GIGABYTE, spot).name).toBe('on-demand');
      expect(chooseProfile(id, 5, { ...spot, hasSpot: false }).name).toBe('on-demand');
    }
  });

  it('stops spot videos at the largest rung that the operator wants, and no others', () => {
    const saving = { hasSpot: true, spotLargestRung: '720p' } as const;
    for (const id of ids.slice(0, 50)) {
      const profile = chooseProfile(id, 5, saving);
      const [largest] = planLadder(1920, 1080, 25, profile);
      expect(largest?.name).toBe(profile.name === 'spot' ? '720p' : '1080p');
    }
  });

  it('starts from the settings of the issue', () => {
    const { spot: cheap, 'on-demand': fast } = profiles;
    expect(cheap).toMatchObject({
      segmentSeconds: 6,
      threads: 1,
      limitMinutes: 60,
      audioBitrateBps: 128_000,
    });
    expect(fast).toMatchObject({ segmentSeconds: 4, threads: 2, limitMinutes: 30, audioBitrateBps: 128_000 });
    expect(cheap.rungs['1080p']).toEqual({ preset: 'medium', tuning: '', crf: 25 });
  });
});
