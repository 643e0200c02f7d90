/** `npm run down`: stops the stack of DATA_DIR, whether its supervisor lives or was killed; `--wipe` removes the data. */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { checkoutDir } from '../checkout.ts';
import { readStackSettings } from '../env.ts';
import { isAlive, signalProcess } from '../processes/process-identity.ts';
import { clearDeadRun, findLiveRun } from '../processes/run-file.ts';
import { waitUntil } from '../processes/wait-until.ts';
import { sayToTerminal as say } from '../progress.ts';
import { secretsFileOf } from '../secrets.ts';

/** Above the sum of what the children may take, one after the other. */
const patienceSeconds = 120;

export async function down({ wipe }: { wipe: boolean }): Promise<void> {
  const { dataDir } = readStackSettings();
  const run = findLiveRun(dataDir);
  if (run) {
    say('Stopping …');
    signalProcess(run.supervisor, 'SIGTERM');
    if (!(await waitUntil(() => !isAlive(run.supervisor), patienceSeconds))) {
      say(
        `! The supervisor (pid ${run.supervisor.pid}) did not stop within ${patienceSeconds} s and is killed`,
      );
      signalProcess(run.supervisor, 'SIGKILL');
      await waitUntil(() => !isAlive(run.supervisor), 5);
    }
  }
  const ended = await clearDeadRun(dataDir);
  if (ended.length > 0) say(`✓ Ended ${ended.length} processes that a killed stack had left behind`);
  if (!run && ended.length === 0) say(`Nothing runs in ${dataDir}.`);
  else say('Stopped.');
  if (wipe) wipeData(dataDir);
}

/** A mistyped DATA_DIR must not cost anyone their home folder: only what a stack made is removed. */
function wipeData(dataDir: string): void {
  if (!existsSync(dataDir)) return;
  const holdsCheckout = !path.relative(dataDir, checkoutDir).startsWith('..');
  const isStackData = existsSync(secretsFileOf(dataDir)) || readdirSync(dataDir).length === 0;
  if (holdsCheckout || !isStackData)
    throw new Error(`${dataDir} does not look like the data of a stack; it is left as it is.`);
  rmSync(dataDir, { recursive: true });
  say(`✓ Removed ${dataDir}`);
}
