import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { LeasedTask } from '../../src/lib/domain/worker-protocol.ts';
import { readChildrenCpuSeconds } from './children-cpu.ts';
import { describeFailure } from './describe-failure.ts';
import type { FactReporter } from './fact-reporter.ts';
import { keepLease, type LeaseEnded } from './keep-lease.ts';
import { type LeaseClient, SessionEnded } from './lease-client.ts';
import type { MediaStore } from './media-store.ts';
import { openSourceProxy, type SourceProxy } from './source-proxy.ts';
import { runTask } from './tasks/run-task.ts';
import { type TaskContext, withDirectory } from './tasks/task-context.ts';

export interface WorkerParts {
  readonly workerId: string;
  readonly client: LeaseClient;
  readonly reporter: FactReporter;
  readonly store: MediaStore;
  readonly log: Logger;
  readonly workDirectory: string;
  readonly idleSeconds: number;
  readonly threads: number;
  /** Aborts when the worker must end: its task goes back to the queue. */
  readonly stop: AbortSignal;
}

/** A waiting task is found this soon; one query on an index per poll. */
const POLL_MS = 250;
const POLL_AFTER_ERROR_MS = 2_000;
const PROGRESS_STEP_MS = 1_000;

/**
 * Leases task after task until there has been none for `idleSeconds`, or until told to stop.
 * @throws SessionEnded when web has given this worker up: another has its place, and it must not stay beside that one
 */
export async function runWorker(parts: WorkerParts): Promise<void> {
  const { client, log, stop } = parts;
  let idleSince = performance.now();
  while (!stop.aborted && performance.now() - idleSince < parts.idleSeconds * 1000) {
    let pauseMs = POLL_MS;
    try {
      const { task, leaseSeconds } = await client.lease(false);
      if (task) {
        await runLeased(parts, task, leaseSeconds);
        idleSince = performance.now();
        continue;
      }
    } catch (error) {
      if (error instanceof SessionEnded) throw error;
      log.warn({ err: error }, 'no answer from web');
      pauseMs = POLL_AFTER_ERROR_MS;
    }
    await delay(pauseMs, undefined, { signal: stop }).catch(() => undefined);
  }
}

/** Runs one task under its lease and tells how it ended. */
async function runLeased(parts: WorkerParts, task: LeasedTask, leaseSeconds: number): Promise<void> {
  const { reporter, store } = parts;
  const { taskId, videoId, epoch } = task;
  const log = parts.log.child({ taskId, videoId, epoch, kind: task.kind });
  const attempt = { taskId, videoId, epoch, workerId: parts.workerId };
  const ended = new AbortController();
  const done = new AbortController();
  const lease = {
    client: parts.client,
    log,
    end: (reason: LeaseEnded) => ended.abort(reason),
    hurry: () => log.info('somebody waits for this task'),
  };
  const keeping = keepLease(lease, { taskId, epoch, leaseSeconds }, done.signal);
  const signal = AbortSignal.any([ended.signal, parts.stop]);
  const cpuBefore = await readChildrenCpuSeconds();
  let proxy: SourceProxy | undefined;
  log.info('task started');
  try {
    const opened = await openSourceProxy(store, task.source);
    proxy = opened;
    const directory = join(parts.workDirectory, `${taskId}-${epoch}`);
    const result = await withDirectory(directory, () =>
      runTask(task, {
        inputUrl: opened.url,
        directory,
        store,
        threads: parts.threads,
        log,
        signal,
        tellBound: (segment) => reporter.report('task.segment-bound', { ...attempt, ...segment }),
        tellProgress: createProgressTeller((fraction, speed) =>
          reporter.mention({ ...attempt, fraction, speed }),
        ),
      }),
    );
    const cpuSeconds = (await readChildrenCpuSeconds()) - cpuBefore;
    await reporter.report('task.succeeded', { ...attempt, cpuSeconds, result });
    log.info({ cpuSeconds }, 'task succeeded');
  } catch (error) {
    await tellFailure(error, proxy);
  } finally {
    done.abort();
    await Promise.all([keeping, proxy?.close()]);
  }

  async function tellFailure(error: unknown, opened: SourceProxy | undefined): Promise<void> {
    if (ended.signal.aborted) {
      log.info({ reason: String(ended.signal.reason) }, 'task stopped');
    } else if (parts.stop.aborted) {
      // No fault of the task: leaving gives it back at once.
      log.info('task given back');
    } else {
      const failure = describeFailure(error, opened?.fault());
      log.warn({ code: failure.code, cause: failure.cause, detail: failure.detail }, 'task failed');
      await reporter.report('task.failed', { ...attempt, ...failure });
    }
  }
}

function createProgressTeller(tell: (fraction: number, speed: number) => void): TaskContext['tellProgress'] {
  let toldAt = performance.now();
  return (fraction, speed) => {
    if (performance.now() - toldAt < PROGRESS_STEP_MS) return;
    toldAt = performance.now();
    tell(fraction, speed);
  };
}
