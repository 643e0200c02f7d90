import { parseArgs } from 'node:util';

export interface ChaosOptions {
  /** How long faults strike; the trials and checks after that come on top. */
  readonly minutes: number;
  readonly seed: number;
}

const MAX_MINUTES = 120;

/** @throws Error with a sentence for what is not understood */
export function parseCommandLine(args: readonly string[], anySeed: number): ChaosOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { minutes: { type: 'string', default: '15' }, seed: { type: 'string' } },
  });
  const minutes = Number(values.minutes);
  if (!(minutes > 0 && minutes <= MAX_MINUTES))
    throw new Error(`--minutes is a number above 0 and at most ${MAX_MINUTES}.`);
  const seed = values.seed === undefined ? anySeed : Number(values.seed);
  if (!Number.isInteger(seed) || seed < 0) throw new Error('--seed is a whole number, 0 or more.');
  return { minutes, seed };
}
