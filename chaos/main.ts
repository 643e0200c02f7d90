/** `npm run chaos -- [--minutes M] [--seed S]`: breaks a stack of its own in every way. Started by bootstrap.mjs. */
import { randomInt } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { installTools } from '../bench/install-tools.ts';
import { stopSignal } from '../infra/local/commands/stop-signal.ts';
import { sayToTerminal as say } from '../infra/local/progress.ts';
import { testDataDir } from '../infra/local/test-stack.ts';
import { parseCommandLine } from './command-line.ts';
import { allFaults } from './faults/storm.ts';
import { formatResult, writeResult } from './report.ts';
import { brokenChecks, runChaos } from './run-chaos.ts';
import { allClips } from './uploads/clips.ts';

const MAX_SEED = 1_000_000;
const lengths = { freezeSeconds: 20, zombieSeconds: 12, troubleSeconds: 8 };

async function main(args: readonly string[]): Promise<boolean> {
  const { minutes, seed } = parseCommandLine(args, randomInt(MAX_SEED));
  const signal = stopSignal(say);
  mkdirSync(testDataDir, { recursive: true });
  await installTools();
  say(`Seed ${seed}, ${minutes} minutes of faults`);
  const plan = { seed, stormSeconds: minutes * 60, faults: allFaults, lengths, clips: allClips };
  const result = await runChaos(plan, say, signal);
  say(`\n${formatResult(result)}\n`);
  say(`Written to ${writeResult(result, minutes)}`);
  return brokenChecks(result).length === 0;
}

try {
  process.exit((await main(process.argv.slice(2))) ? 0 : 1);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
