/** One long-running child: started in a group of its own, watched, started again with backoff when it dies. */
import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import type { Say } from '../progress.ts';
import { openLogFile } from './log-file.ts';
import { identifyProcess, type ProcessIdentity, signalProcess } from './process-identity.ts';
import { waitUntil } from './wait-until.ts';

export interface ProcessSpec {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<NodeJS.ProcessEnv>;
  /** True once it serves. Must answer false, not throw, while it does not. */
  readonly isReady: () => Promise<boolean>;
  readonly readyWithinSeconds: number;
  /** The part of an output line that a person at the terminal must see, if any. */
  readonly importantPart?: (line: string) => string | undefined;
}

export interface SupervisedProcess {
  readonly name: string;
  identity(): ProcessIdentity | undefined;
  /** Resolves when it serves; rejects with the end of its log when it does not come up. */
  start(): Promise<void>;
  /** SIGTERM, a wait, SIGKILL, for the whole group. It stays down until `start`. */
  stop(): Promise<void>;
  /** To the whole group. After SIGKILL it is started again, as after any other death. */
  signal(signal: NodeJS.Signals): void;
}

export interface SupervisionContext {
  readonly logDir: string;
  readonly say: Say;
  /** The run file must know a pid before anything can go wrong. */
  readonly onIdentity: () => void;
}

/** Kafka closes its log segments on SIGTERM; a kill in the middle costs a recovery at the next start. */
const stopSeconds = 20;
const firstRestartSeconds = 1;
const longestRestartSeconds = 15;
/** A child that lived this long was well: its next death starts from the short delay again. */
const healthySeconds = 60;
const shownLines = 15;
const lastWordsMilliseconds = 500;

export function superviseProcess(spec: ProcessSpec, context: SupervisionContext): SupervisedProcess {
  const log = openLogFile(context.logDir, spec.name);
  let child: ChildProcess | undefined;
  let identity: ProcessIdentity | undefined;
  let wanted = false;
  let deaths = 0;
  let startedAt = 0;
  let backoff = new AbortController();

  function launch(): void {
    log.append(`--- ${new Date().toISOString()} starting ${spec.name}\n`);
    const launched = spawn(spec.command, spec.args, {
      cwd: spec.cwd,
      env: spec.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    child = launched;
    startedAt = performance.now();
    identity = launched.pid === undefined ? undefined : identifyProcess(launched.pid);
    context.onIdentity();
    for (const stream of [launched.stdout, launched.stderr])
      stream?.on('data', (chunk: Buffer) => record(chunk));
    launched.once('error', (error) => log.append(`${error.message}\n`));
    launched.once('exit', (code, signal) => {
      // What it started itself must not hold its port, its files or its output when it comes back.
      if (launched === child && identity) endGroup(identity);
      const report = () => onDeath(launched, signal ?? `exit code ${code}`);
      // Its last words come before `close`; but a stranger that inherited its output can hold that back for ever.
      const patience = setTimeout(report, lastWordsMilliseconds);
      launched.once('close', () => {
        clearTimeout(patience);
        report();
      });
    });
    launched.once('error', () => launched.pid === undefined && onDeath(launched, 'it could not be started'));
  }

  function record(chunk: Buffer): void {
    const text = chunk.toString('utf8');
    log.append(text);
    for (const line of spec.importantPart ? text.split('\n') : []) {
      const part = spec.importantPart?.(line);
      if (part !== undefined) context.say(`${spec.name} | ${part}`);
    }
  }

  function onDeath(dead: ChildProcess, cause: string): void {
    if (dead !== child) return;
    child = undefined;
    identity = undefined;
    log.append(`--- ${new Date().toISOString()} ${spec.name} ended with ${cause}\n`);
    context.onIdentity();
    if (wanted && firstStartDone) void restart(cause);
  }

  let firstStartDone = false;

  async function restart(cause: string): Promise<void> {
    deaths = performance.now() - startedAt > healthySeconds * 1000 ? 1 : deaths + 1;
    const seconds =
      Math.min(longestRestartSeconds, firstRestartSeconds * 2 ** (deaths - 1)) * (0.75 + Math.random() / 2);
    context.say(
      `! ${spec.name} died (${cause}); starting it again in ${seconds.toFixed(1)} s. Log: ${log.file}`,
    );
    try {
      await delay(seconds * 1000, undefined, { signal: backoff.signal });
    } catch {
      // Aborted: someone asked for stop or start in the meantime, and that wins.
      return;
    }
    if (!wanted || child) return;
    launch();
    const mine = child;
    const up = await waitUntil(async () => child !== mine || (await spec.isReady()), spec.readyWithinSeconds);
    if (child === mine && up) context.say(`✓ ${spec.name} is back`);
    // It hangs half-started: kill it, which leads here again with a longer delay.
    else if (child === mine && identity) signalProcess(identity, 'SIGKILL');
  }

  async function start(): Promise<void> {
    backoff.abort();
    backoff = new AbortController();
    wanted = true;
    firstStartDone = false;
    if (!child) launch();
    const mine = child;
    const up = await waitUntil(async () => child !== mine || (await spec.isReady()), spec.readyWithinSeconds);
    if (up && child === mine) {
      firstStartDone = true;
      return;
    }
    if (!wanted) throw new Error(`${spec.name} was stopped while it started.`);
    const reason =
      child === mine ? `was not ready within ${spec.readyWithinSeconds} s` : 'ended while it started';
    await stop();
    throw new Error(`${spec.name} ${reason}. The end of ${log.file}:\n${log.lastLines(shownLines)}`);
  }

  async function stop(): Promise<void> {
    wanted = false;
    backoff.abort();
    const last = identity;
    if (!last) return;
    // A paused process takes SIGTERM only after SIGCONT.
    signalProcess(last, 'SIGCONT');
    signalProcess(last, 'SIGTERM');
    if (!(await waitUntil(() => child === undefined, stopSeconds))) {
      context.say(`! ${spec.name} did not stop within ${stopSeconds} s and is killed`);
      signalProcess(last, 'SIGKILL');
      await waitUntil(() => child === undefined, stopSeconds);
    }
  }

  return {
    name: spec.name,
    identity: () => identity,
    start,
    stop,
    signal(signal) {
      if (identity) signalProcess(identity, signal);
    },
  };
}

/** The leader is dead, so its pid can't be given to another process while its group has members. */
function endGroup(leader: ProcessIdentity): void {
  try {
    process.kill(-leader.pid, 'SIGKILL');
  } catch {
    // ESRCH: the group is empty, as it should be.
  }
}
