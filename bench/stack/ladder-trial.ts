/** One source, and everything that makes a ladder of it. */
import { planGrid } from '../../src/lib/domain/grid.ts';
import { planLadder } from '../../src/lib/domain/ladder.ts';
import { onDemandProfile } from '../../src/lib/domain/profiles.ts';
import type { Rated } from '../figures/compare-ladders.ts';
import { type Ladder, makePlainLadder, rateLadder } from '../media/measure-ladder.ts';
import { toNominal } from '../media/plain-ladder.ts';
import type { Bench } from '../section.ts';
import { makeOurLadder } from './our-ladder.ts';
import { registerPersonAt } from './person.ts';
import { waitUntilIdle } from './queue.ts';

const FPS = 30;

export interface Trial {
  /** 1080p, 30 frames a second. */
  readonly source: string;
  readonly seconds: number;
  readonly folder: string;
  /** Null: there is none to be had. */
  readonly vmafBinary: string | null;
}

export async function rate(
  bench: Bench,
  { vmafBinary, source }: Trial,
  ladders: readonly Ladder[],
): Promise<Rated> {
  const [first] = ladders;
  if (!first || !vmafBinary) return { ladders, vmaf: null };
  return { ladders, vmaf: await rateLadder(first, source, FPS, vmafBinary, bench.signal) };
}

type Maker = (run: number) => Promise<Ladder>;

/** They take turns, so that a machine that slows down slows them all. @returns the ladders of each maker */
export async function takeTurns(runs: number, makers: readonly Maker[]): Promise<readonly Ladder[][]> {
  const made = makers.map((): Ladder[] => []);
  for (let run = 0; run < runs; run++) {
    for (const [index, make] of makers.entries()) made[index]?.push(await make(run));
  }
  return made;
}

/**
 * Who makes ladders of a source: `ours`, with size by content and copying on or off; FFmpeg with the issue's
 * `nominal` settings and with the `same` as ours, a run for each rung; and all rungs in a `single` run.
 */
export async function createMakers(bench: Bench, trial: Trial, content: 'on' | 'off') {
  const { source, seconds, folder } = trial;
  const stack = await bench.openStack({ env: { SIZE_BY_CONTENT: content, COPY_SOURCE: content } });
  const person = await registerPersonAt(stack.url, 'Ada');
  await waitUntilIdle(stack);
  const rungs = planLadder(1920, 1080, FPS, onDemandProfile);
  const grid = planGrid({ num: FPS, den: 1 }, seconds, onDemandProfile.segmentSeconds);
  const { audioBitrateBps } = onDemandProfile;
  const plain = (how: 'each' | 'single', settings: typeof rungs) =>
    makePlainLadder({ source, grid, rungs: settings, audioBitrateBps }, how, folder, bench.signal);
  // Only the first is looked at, so only that is read back.
  const folderOf = (run: number) => (run === 0 && trial.vmafBinary ? folder : null);
  return {
    ours: (run: number) => makeOurLadder(stack, person, source, folderOf(run), bench.signal),
    nominal: () => plain('each', toNominal(rungs)),
    same: () => plain('each', rungs),
    single: () => plain('single', rungs),
  };
}
