import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { WorkerEnd } from '#lib/domain/worker-end.ts';
import { LaunchRefused, type WorkerLauncher } from '../ports/worker-launcher.ts';

export interface ProcessLauncherSettings {
  /** The transcoder's program, run by this process's own Node. */
  readonly program: string;
  /** Everything the worker needs but its identity. It gets nothing else: no database URL, no secrets of web. */
  readonly environment: Readonly<Record<string, string>>;
  /** Receives the worker's output, a line at a time. */
  onLine(workerId: string, line: string): void;
}

/** A worker that does not end by itself in this time after SIGTERM is killed. */
const STOP_GRACE_MS = 10_000;

/**
 * Workers as child processes of the orchestrator: the local default. A worker's stdin is a pipe held by
 * the orchestrator; when it closes, however the orchestrator ended, the worker ends too.
 */
export function createProcessWorkerLauncher(settings: ProcessLauncherSettings): WorkerLauncher {
  const children = new Map<string, ChildProcess>();
  const listeners: ((workerId: string, end: WorkerEnd) => void)[] = [];

  /** Resolves when the child is gone. */
  async function end(child: ChildProcess): Promise<void> {
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_GRACE_MS);
    await gone;
    clearTimeout(timer);
  }

  return {
    name: 'process',

    async launch({ workerId, ticket, idleSeconds }) {
      const running = children.get(workerId);
      if (running) return { handle: String(running.pid), capacity: 'local' };
      const child = spawn(process.execPath, [settings.program], {
        env: {
          ...settings.environment,
          NODE_ENV: 'production',
          WORKER_ID: workerId,
          WORKER_TICKET: ticket,
          IDLE_SECONDS: String(idleSeconds ?? 0),
          EXIT_WITH_STDIN: 'true',
        },
        stdio: ['pipe', 'pipe', 'pipe'],
      });
      children.set(workerId, child);
      await new Promise<void>((resolve, reject) => {
        child.once('spawn', resolve);
        child.once('error', (error) => {
          children.delete(workerId);
          reject(new LaunchRefused('rejected', `no process: ${error.message}`));
        });
      });
      for (const stream of [child.stdout, child.stderr]) {
        // A line may come in pieces: half a line of JSON is no log entry.
        createInterface({ input: stream }).on('line', (line) => settings.onLine(workerId, line));
      }
      child.once('exit', (code, signal) => {
        children.delete(workerId);
        const detail = signal ? `ended by ${signal}` : `exit ${code}`;
        for (const listener of listeners) listener(workerId, { cause: 'exited', detail });
      });
      return { handle: String(child.pid), capacity: 'local' };
    },

    async inspect(workers) {
      // Another replica's children can not be seen, nor those that have ended: theirs was told by `onExit`.
      return new Map(
        workers.flatMap(({ workerId }) => {
          const child = children.get(workerId);
          return child ? [[workerId, { state: 'running', handle: String(child.pid) }] as const] : [];
        }),
      );
    },

    async stop(handle) {
      const child = [...children.values()].find(({ pid }) => String(pid) === handle);
      if (child) await end(child);
    },

    async stopAll() {
      await Promise.all([...children.values()].map(end));
    },

    onExit(listener) {
      listeners.push(listener);
    },
  };
}
