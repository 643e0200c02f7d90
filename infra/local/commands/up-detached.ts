/** `up -- --detach`: the foreground `up` in a session of its own; returns when it is ready, or fails when it ends. */
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { checkoutDir } from '../checkout.ts';
import type { StackSettings } from '../env.ts';
import { readRun } from '../processes/run-file.ts';
import type { Mode } from '../programs/web.ts';
import { sayToTerminal as say } from '../progress.ts';
import { stopSignal } from './stop-signal.ts';

const pollMilliseconds = 200;

export async function upDetached(settings: StackSettings, mode: Mode): Promise<void> {
  const logDir = path.join(settings.dataDir, 'logs');
  mkdirSync(logDir, { recursive: true });
  const logFile = path.join(logDir, 'up.log');
  const log = openSync(logFile, 'w+');
  const child = spawn(
    process.execPath,
    [...process.execArgv, path.join('infra', 'local', 'main.ts'), mode === 'production' ? 'up' : 'dev'],
    { cwd: checkoutDir, stdio: ['ignore', log, log], detached: true },
  );
  let ended: string | undefined;
  child.once('exit', (code, signal) => {
    ended = signal ?? `exit code ${code}`;
  });
  child.once('error', (error) => {
    ended = error.message;
  });

  const signal = stopSignal(say);
  const show = createTail(log);
  for (;;) {
    show();
    if (signal.aborted) child.kill('SIGTERM');
    if (ended !== undefined) break;
    const run = readRun(settings.dataDir);
    if (run?.ready && run.supervisor.pid === child.pid) break;
    await delay(pollMilliseconds);
  }
  show();
  closeSync(log);
  if (ended !== undefined)
    throw new Error(`The stack did not stay up (${ended}). Its output is in ${logFile}.`);
  child.unref();
}

/** Prints what has been added to the file since the last call. */
function createTail(file: number): () => void {
  const buffer = Buffer.alloc(64 * 1024);
  let position = 0;
  return () => {
    for (;;) {
      const count = readSync(file, buffer, 0, buffer.length, position);
      if (count === 0) return;
      position += count;
      process.stdout.write(buffer.subarray(0, count));
    }
  };
}
