/** `npm run bench [section…] [--quick] [--runs=N] [--data=DIR]`: measures, prints a table, writes JSON. Started by bootstrap.mjs. */
import { mkdirSync } from 'node:fs';
import { stopSignal } from '../infra/local/commands/stop-signal.ts';
import { sayToTerminal as say, step } from '../infra/local/progress.ts';
import { removeDeadTestStacks, testDataDir } from '../infra/local/test-stack.ts';
import { parseCommandLine } from './command-line.ts';
import { formatTable } from './figures/table.ts';
import { installTools } from './install-tools.ts';
import { writeReport } from './report.ts';
import { runSections } from './run-sections.ts';
import { catalog } from './sections/catalog.ts';
import { eta } from './sections/eta.ts';
import { ladder } from './sections/ladder.ts';
import { load } from './sections/load.ts';
import { overhead } from './sections/overhead.ts';
import { pages } from './sections/pages.ts';
import { seek } from './sections/seek.ts';
import { sse } from './sections/sse.ts';
import { takedown } from './sections/takedown.ts';
import { uploads } from './sections/uploads.ts';
import { watchable } from './sections/watchable.ts';
import { workers } from './sections/workers.ts';
import { measureYardstick } from './yardstick.ts';

/** The cheap ones first: what is wrong shows early. */
const sections = [
  ...[watchable, seek, takedown, load, catalog, sse, pages],
  ...[uploads, overhead, eta, ladder, workers],
];

async function main(args: readonly string[]): Promise<boolean> {
  const options = parseCommandLine(
    args,
    sections.map(({ name }) => name),
  );
  const signal = stopSignal(say);
  mkdirSync(testDataDir, { recursive: true });
  for (const root of [testDataDir, options.data])
    if (root) await removeDeadTestStacks({ withKeptLogs: false, root });
  await installTools();
  const yardstickSeconds = await step(say, 'Yardstick', () => measureYardstick(signal));
  const chosen = sections.filter(({ name }) => options.sections.includes(name));
  const { rows, faults } = await runSections(chosen, options, yardstickSeconds, signal);
  say(`\n${formatTable(rows)}\n`);
  if (options.quick) say('A quick run: it shows that everything works, and its figures mean nothing.');
  for (const fault of faults) say(`✗ ${fault}`);
  if (rows.length > 0) say(`Written to ${writeReport({ options, yardstickSeconds, rows, faults })}`);
  return faults.length === 0;
}

try {
  process.exit((await main(process.argv.slice(2))) ? 0 : 1);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
