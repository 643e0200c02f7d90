import { sayToTerminal as say } from '../infra/local/progress.ts';
import { testDataDir } from '../infra/local/test-stack.ts';
import type { BenchOptions } from './command-line.ts';
import type { TableRow } from './figures/table.ts';
import type { Bench, Section } from './section.ts';
import { createStackKeeper, type StackKeeper } from './stack/bench-stack.ts';

export interface Outcome {
  readonly rows: readonly TableRow[];
  /** A sentence for each section that could not measure. */
  readonly faults: readonly string[];
}

/** One after the other. A section that fails leaves the others a new stack. */
export async function runSections(
  sections: readonly Section[],
  options: BenchOptions,
  yardstickSeconds: number,
  stop: AbortSignal,
): Promise<Outcome> {
  const keeper = createStackKeeper(say, stop, options.data ?? testDataDir);
  const rows: TableRow[] = [];
  const faults: string[] = [];
  for (const section of sections) {
    if (stop.aborted) break;
    say(`\n== ${section.name}`);
    try {
      const figures = await runSection(section, options, keeper, stop);
      const toRow = (figure: (typeof figures)[number]): TableRow => ({
        ...{ section: section.name, ...figure },
        ...(figure.unit === 's' && { yardsticks: figure.value / yardstickSeconds }),
      });
      rows.push(...figures.map(toRow));
    } catch (error) {
      const fault = `${section.name}: ${error instanceof Error ? error.message : String(error)}`;
      say(`✗ ${fault}`);
      faults.push(fault);
      await keeper.close();
    }
  }
  await keeper.close();
  return { rows, faults };
}

async function runSection(section: Section, options: BenchOptions, keeper: StackKeeper, stop: AbortSignal) {
  const tooLong = AbortSignal.timeout(section.maxMinutes * 60_000);
  const signal = AbortSignal.any([stop, tooLong]);
  const bench: Bench = {
    quick: options.quick,
    runsOf: (usual) => options.runs ?? (options.quick ? 1 : usual),
    say,
    signal,
    openStack(wish) {
      // A section that was given up must not bring back the stack that the next one has ended.
      signal.throwIfAborted();
      return keeper.open(wish);
    },
  };
  const aborted = new Promise<never>((_, reject) => {
    const reason = () => new Error(stop.aborted ? 'stopped' : `given up after ${section.maxMinutes} minutes`);
    if (signal.aborted) reject(reason());
    signal.addEventListener('abort', () => reject(reason()), { once: true });
  });
  return Promise.race([section.run(bench), aborted]);
}
