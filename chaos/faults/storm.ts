/** Faults one after another, now and then two at once, in an order that the seed decides. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Say } from '../../infra/local/progress.ts';
import type { Arena, Fault } from './fault.ts';
import { freezes } from './freezes.ts';
import { fullDisk } from './full-disk.ts';
import { kills } from './kills.ts';
import { networks } from './networks.ts';
import { timeToRecover } from './recovery.ts';

export const allFaults: readonly Fault[] = [...kills, ...freezes, ...networks, fullDisk];

export interface FaultCount {
  readonly fault: string;
  readonly count: number;
  /** Seconds from the end of the fault until every service answered and work was done again. */
  readonly longestRecovery: number;
}

export interface StormResult {
  readonly counts: readonly FaultCount[];
  /** Sentences on what did not recover. */
  readonly faults: readonly string[];
}

const RECOVERY_PATIENCE_SECONDS = 120;
const LONGEST_PAUSE_MS = 2_500;
/** One strike in so many is two faults at once. */
const PAIR_IN = 5;

/** @param seconds no strike begins later than this; each of `faults` comes as often as any other */
export async function runStorm(
  arena: Arena,
  faults: readonly Fault[],
  seconds: number,
  say: Say,
  signal: AbortSignal,
): Promise<StormResult> {
  const { chaos, random } = arena;
  const counts = new Map<string, FaultCount>();
  const unrecovered: string[] = [];
  const deadline = performance.now() + seconds * 1000;
  let bag: Fault[] = [];

  async function strike(chosen: readonly Fault[]): Promise<void> {
    const struck = await Promise.all(chosen.map(async (fault) => (await fault.strike(arena)) && fault));
    const met = struck.filter((fault) => fault !== false);
    const recovery = await timeToRecover(chaos, new Date(), RECOVERY_PATIENCE_SECONDS);
    const names = met.map(({ name }) => name).join(' + ') || `(nothing to strike: ${chosen[0]?.name})`;
    say(`  ${names}: ${recovery === null ? 'NOT WELL AGAIN' : `well after ${recovery.toFixed(1)} s`}`);
    if (recovery === null)
      unrecovered.push(`After "${names}" it was not well within ${RECOVERY_PATIENCE_SECONDS} s.`);
    for (const { name } of met) {
      const before = counts.get(name);
      const longestRecovery = Math.max(before?.longestRecovery ?? 0, recovery ?? Number.POSITIVE_INFINITY);
      counts.set(name, { fault: name, count: (before?.count ?? 0) + 1, longestRecovery });
    }
  }

  while (performance.now() < deadline && !signal.aborted && unrecovered.length === 0) {
    await delay(random.integer(0, LONGEST_PAUSE_MS));
    if (bag.length < 2) bag = [...bag, ...random.shuffle(faults)];
    await strike(bag.splice(0, random.integer(1, PAIR_IN) === 1 ? 2 : 1));
  }
  return { counts: [...counts.values()], faults: unrecovered };
}
