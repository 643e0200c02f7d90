import { describe, expect, it } from 'vitest';
import { runLife } from './run-life.ts';

/** More of them: `npm run simulate -- --seeds 10000`. */
const LIVES = 500;
const AT_A_TIME = 50;

describe('every promise is kept in every life', () => {
  const starts = Array.from({ length: LIVES / AT_A_TIME }, (_, index) => 1 + index * AT_A_TIME);

  it.each(starts)(`seeds from %i on, ${AT_A_TIME} of them`, async (firstSeed) => {
    for (let seed = firstSeed; seed < firstSeed + AT_A_TIME; seed++) {
      const { violations } = await runLife(seed);
      expect(violations, `npm run simulate -- --seed ${seed} --trace`).toEqual([]);
    }
  });
});

describe('a life', () => {
  it('is the same whenever its seed is run, to the last event', async () => {
    const traceOf = async (seed: number) => {
      const lines: string[] = [];
      await runLife(seed, { tell: (line) => lines.push(line) });
      return lines;
    };
    const first = await traceOf(264);
    await runLife(265);
    expect(await traceOf(264)).toEqual(first);
    expect(first.length).toBeGreaterThan(100);
    expect(await traceOf(266)).not.toEqual(first);
  });
});
