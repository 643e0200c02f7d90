/** The commands of an installation on AWS: docs/operations.md, "On AWS". Started by bootstrap.mjs, on Node 24. */
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { buildBridge } from '../bridge/build-bridge.ts';
import { checkoutDir } from '../local/checkout.ts';
import { sayToTerminal as say } from '../local/progress.ts';
import { createAws } from './aws.ts';
import { parseCommandLine } from './command-line.ts';
import { commands, serviceCommands } from './commands/all.ts';
import type { Context } from './context.ts';
import { readInstallation } from './installation.ts';
import { createDryRunner, createRunner } from './runner.ts';
import { createTerraform } from './terraform.ts';

async function askOperator(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(question);
  terminal.close();
  return answer;
}

async function statusOf(url: string): Promise<number | undefined> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(10_000) })).status;
  } catch {
    // No name, no connection, no answer in time: all the same to whoever asks.
    return undefined;
  }
}

function contextOf(environment: string, dryRun: boolean): Context {
  const installation = readInstallation(environment);
  const runner = dryRun ? createDryRunner(say) : createRunner(say);
  const bridgeDir = path.join(checkoutDir, 'infra', 'bridge', 'dist');
  return {
    installation,
    runner,
    say,
    terraform: createTerraform(runner, installation),
    aws: createAws(runner, installation),
    buildBridge: async () => {
      if (dryRun) say(`would write ${bridgeDir}/bridge.zip`);
      else await buildBridge(bridgeDir);
    },
    ask: async (question) => (dryRun ? installation.name : askOperator(question)),
    statusOf: async (url) => (dryRun ? 200 : statusOf(url)),
    now: () => new Date(),
  };
}

async function main(name: string, args: readonly string[]): Promise<void> {
  const withService = serviceCommands[name];
  const { environment, dryRun, service } = parseCommandLine(args, withService !== undefined);
  const context = contextOf(environment, dryRun);
  if (withService) {
    if (!service) throw new Error(`Of which? npm run ${name} -- web`);
    return withService(context, service);
  }
  const command = commands[name];
  if (!command) throw new Error(`There is no command "${name}".`);
  return command(context);
}

const [name = '', ...args] = process.argv.slice(2);
try {
  await main(name, args);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
