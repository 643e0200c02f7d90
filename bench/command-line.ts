export interface BenchOptions {
  readonly sections: readonly string[];
  /** Short clips and few runs: does everything still work? Its figures mean nothing. */
  readonly quick: boolean;
  /** Of what is repeated at all; null for each section's own number. */
  readonly runs: number | null;
}

/** @throws Error with a sentence for an argument that is neither an option nor a section */
export function parseCommandLine(args: readonly string[], known: readonly string[]): BenchOptions {
  const runs = args.map((arg) => /^--runs=([1-9]\d?)$/.exec(arg)?.[1]).findLast((found) => found);
  const rest = args.filter((arg) => arg !== '--quick' && !/^--runs=([1-9]\d?)$/.test(arg));
  const unknown = rest.filter((arg) => !known.includes(arg));
  if (unknown.length > 0)
    throw new Error(
      `Unknown: ${unknown.join(', ')}. The sections are ${known.join(', ')}; the options --quick and --runs=N.`,
    );
  return {
    sections: known.filter((name) => rest.length === 0 || rest.includes(name)),
    quick: args.includes('--quick'),
    runs: runs === undefined ? null : Number(runs),
  };
}
