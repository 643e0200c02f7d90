export interface SimulateOptions {
  readonly firstSeed: number;
  readonly seeds: number;
  /** Tell everything that happens. */
  readonly trace: boolean;
}

const DEFAULT_SEEDS = 500;

/** @throws Error with a sentence for anything that is not an option */
export function parseCommandLine(args: readonly string[]): SimulateOptions {
  const given = new Map<string, number>();
  let trace = false;
  const words = args.flatMap((arg) => arg.split('='));
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '--trace') {
      trace = true;
      continue;
    }
    const value = words[++at] ?? '';
    if (!['--seeds', '--seed'].includes(word) || !/^\d{1,9}$/.test(value))
      throw new Error(`Unknown: ${word} ${value}. The options are --seeds N, --seed S and --trace.`);
    given.set(word, Number(value));
  }
  const firstSeed = given.get('--seed');
  return {
    firstSeed: firstSeed ?? 1,
    seeds: given.get('--seeds') ?? (firstSeed === undefined ? DEFAULT_SEEDS : 1),
    trace,
  };
}
