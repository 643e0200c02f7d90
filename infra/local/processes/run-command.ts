/** Runs one command to its end (installers, build, migrations): output to its log, the end of it shown on failure. */
import { spawn } from 'node:child_process';
import { inheritedEnv } from '../env.ts';
import { openLogFile } from './log-file.ts';
import { identifyProcess, signalProcess } from './process-identity.ts';
import { waitUntil } from './wait-until.ts';

export interface CommandSpec {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly logDir: string;
  readonly env?: Readonly<NodeJS.ProcessEnv>;
  readonly signal?: AbortSignal;
}

const shownLines = 20;

export async function runCommand(spec: CommandSpec): Promise<void> {
  spec.signal?.throwIfAborted();
  const log = openLogFile(spec.logDir, spec.name, { fresh: true });
  // A group of its own: Ctrl-C in the terminal must reach it through us, in our order.
  const child = spawn(spec.command, spec.args, {
    cwd: spec.cwd,
    env: spec.env ?? inheritedEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const identity = child.pid === undefined ? undefined : identifyProcess(child.pid);
  const end = () => {
    if (identity) signalProcess(identity, 'SIGTERM');
  };
  spec.signal?.addEventListener('abort', end, { once: true });
  child.stdout.on('data', (chunk: Buffer) => log.append(chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => log.append(chunk.toString('utf8')));
  const outcome = await new Promise<string | undefined>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) =>
      resolve(code === 0 ? undefined : `it ended with ${signal ?? `exit code ${code}`}`),
    );
  });
  spec.signal?.removeEventListener('abort', end);
  if (spec.signal?.aborted && identity) {
    if (!(await waitUntil(() => identifyProcess(identity.pid)?.startTime !== identity.startTime, 5))) {
      signalProcess(identity, 'SIGKILL');
    }
    spec.signal.throwIfAborted();
  }
  if (outcome !== undefined) {
    throw new Error(`${spec.name} failed: ${outcome}. The end of ${log.file}:\n${log.lastLines(shownLines)}`);
  }
}
