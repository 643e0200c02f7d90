/** A simulation that finds nothing may be blind: each of these faults, planted from outside, must be seen. */
import { describe, expect, it } from 'vitest';
import { plantedBugs } from './planted-bugs.ts';
import { runLife } from './run-life.ts';

const MOST_SEEDS = 60;

describe('a planted bug is caught', () => {
  it.each(plantedBugs)(`within ${MOST_SEEDS} seeds: $name`, async (bug) => {
    for (let seed = 1; seed <= MOST_SEEDS; seed++) {
      const { violations } = await runLife(seed, { bug });
      if (violations.length === 0) continue;
      expect(violations.join('\n')).toMatch(bug.breaks);
      return;
    }
    expect.unreachable(`no life noticed it: ${bug.name}`);
  });
});
