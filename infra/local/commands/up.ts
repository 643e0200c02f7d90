/** `npm run up` and `npm run dev`: the stack in the foreground, until Ctrl-C. */
import { uploadDemo } from '../demo.ts';
import { readStackSettings, type StackSettings } from '../env.ts';
import { waitForHealth } from '../health.ts';
import { assertPortsFree } from '../ports.ts';
import { claimRun, clearDeadRun, findLiveRun, releaseRun } from '../processes/run-file.ts';
import type { Mode } from '../programs/web.ts';
import { sayToTerminal as say, step } from '../progress.ts';
import { loadOrCreateSecrets, secretsFileOf } from '../secrets.ts';
import { createStack, type Stack } from '../stack.ts';
import { stopSignal, untilAborted } from './stop-signal.ts';
import { upDetached } from './up-detached.ts';

export interface UpOptions {
  readonly mode: Mode;
  readonly detach: boolean;
  readonly demo: boolean;
}

export async function up(options: UpOptions): Promise<void> {
  const settings = readStackSettings();
  const live = findLiveRun(settings.dataDir);
  if (live)
    say(
      `Sluice is running already: ${live.url} (${live.ready ? 'ready' : 'still starting'}; \`npm run down\` stops it)`,
    );
  else if (options.detach) await upDetached(settings, options.mode);
  else return runInForeground(settings, options);
  if (options.demo) await showDemo(settings, stopSignal(say));
}

async function runInForeground(settings: StackSettings, { mode, demo }: UpOptions): Promise<void> {
  const signal = stopSignal(say);
  const ended = await clearDeadRun(settings.dataDir);
  if (ended.length > 0)
    say(`✓ Ended ${ended.length} processes that an earlier, killed stack had left behind`);
  await assertPortsFree(settings);
  const stack = createStack({ settings, run: claimRun(settings.dataDir, settings.publicUrl), say, signal });
  try {
    await start(stack, mode, signal);
    if (demo) await showDemo(settings, signal);
    await untilAborted(signal);
  } catch (error) {
    // Stopped by the user in the middle of a start: that is no failure.
    if (!signal.aborted) throw error;
  } finally {
    await stopAll(stack, settings);
  }
}

async function start(stack: Stack, mode: Mode, signal: AbortSignal): Promise<void> {
  await stack.installTools();
  await stack.startServices();
  await stack.migrate();
  await stack.startPrograms(mode);
  await step(say, 'Health', () => waitForHealth(stack.settings, signal));
  stack.markReady();
  say(`
  Sluice runs at   ${stack.settings.publicUrl}
  First admin      ${stack.secrets.adminEmail}, password in ${secretsFileOf(stack.settings.dataDir)} (adminPassword)
  Logs             ${stack.settings.dataDir}/logs
`);
}

async function stopAll(stack: Stack, settings: StackSettings): Promise<void> {
  const leftovers = await stack.stop();
  for (const { pid, commandLine } of leftovers)
    say(`! Process ${pid} had outlived its parent and was ended: ${commandLine}`);
  releaseRun(settings.dataDir);
  say('Stopped. The data is kept; `npm run down -- --wipe` removes it.');
}

async function showDemo(settings: StackSettings, signal: AbortSignal): Promise<void> {
  const link = await uploadDemo({ settings, secrets: loadOrCreateSecrets(settings.dataDir), say, signal });
  say(`\n  Watch the demo   ${link}\n`);
}
