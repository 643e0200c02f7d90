export interface BenchOptions {
  readonly sections: readonly string[];
  /** Short clips and few runs: does everything still work? Its figures mean nothing. */
  readonly quick: boolean;
  /** Of what is repeated at all; null for each section's own number. */
  readonly runs: number | null;
  /** Where the stacks keep their data, on whatever file system is to be measured; null for the checkout. */
  readonly data: string | null;
}

const runsOption = /^--runs=([1-9]\d?)$/;
const dataOption = /^--data=(\/.+)$/;

/** @throws Error with a sentence for an argument that is neither an option nor a section */
export function parseCommandLine(args: readonly string[], known: readonly string[]): BenchOptions {
  const lastOf = (option: RegExp) => args.map((arg) => option.exec(arg)?.[1]).findLast((found) => found);
  const runs = lastOf(runsOption);
  const options = [/^--quick$/, runsOption, dataOption];
  const rest = args.filter((arg) => !options.some((option) => option.test(arg)));
  const unknown = rest.filter((arg) => !known.includes(arg));
  if (unknown.length > 0)
    throw new Error(
      `Unknown: ${unknown.join(', ')}. The sections are ${known.join(', ')}; the options --quick, --runs=N and --data=DIR.`,
    );
  return {
    sections: known.filter((name) => rest.length === 0 || rest.includes(name)),
    quick: args.includes('--quick'),
    runs: runs === undefined ? null : Number(runs),
    data: lastOf(dataOption) ?? null,
  };
}
