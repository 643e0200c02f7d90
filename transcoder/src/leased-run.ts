import { join } from 'node:path';
import type { Logger } from 'pino';
import { traceIdOf } from '../../src/lib/domain/traceparent.ts';
import type { LeasedTask } from '../../src/lib/domain/worker-protocol.ts';
import { createCpuMeter } from './children-cpu.ts';
import { describeFailure } from './describe-failure.ts';
import type { FactReporter } from './fact-reporter.ts';
import type { HeadStart } from './head-start.ts';
import { keepLease, type LeaseEnded } from './keep-lease.ts';
import type { LeaseClient } from './lease-client.ts';
import type { PacedTask } from './pacer.ts';
import { openSourceProxy, type SourceProxy } from './source-proxy.ts';
import { findExcuse } from './surroundings.ts';
import { startTaskSpan } from './task-span.ts';
import { runTask } from './tasks/run-task.ts';
import { type TaskContext, withDirectory } from './tasks/task-context.ts';
import type { WaitingProbes } from './waiting-probe.ts';
import type { WatchedStore } from './watched-store.ts';
import { createWishes } from './wishes.ts';

export interface RunParts {
  readonly workerId: string;
  readonly client: LeaseClient;
  readonly reporter: FactReporter;
  readonly store: WatchedStore;
  readonly log: Logger;
  readonly workDirectory: string;
  /** Of each FFmpeg stage, by whether somebody waits for the task; 0: one per core. */
  readonly threads: { readonly steady: number; readonly urgent: number };
  /** Aborts when the worker must end: its tasks go back to the queue. */
  readonly stop: AbortSignal;
}

const PROGRESS_STEP_MS = 1_000;

/** Runs one task under its lease and tells how it ended. Never throws for what is the task's own fault. */
export async function runLeased(
  parts: RunParts,
  task: LeasedTask,
  lease: {
    readonly seconds: number;
    readonly pace: PacedTask;
    readonly headStart: HeadStart;
    readonly waitingProbes: Pick<WaitingProbes, 'take'>;
  },
): Promise<void> {
  const { reporter, store } = parts;
  const { pace } = lease;
  const { taskId, videoId, epoch } = task;
  const log = parts.log.child({ taskId, videoId, epoch, kind: task.kind, traceId: traceIdOf(videoId) });
  const attempt = { taskId, videoId, epoch, workerId: parts.workerId };
  const ended = new AbortController();
  const done = new AbortController();
  const cpu = createCpuMeter();
  const span = startTaskSpan(task);
  const wishes = createWishes();
  const keeping = keepLease(
    {
      client: parts.client,
      log,
      end: (reason: LeaseEnded) => ended.abort(reason),
      hurry: pace.hurry,
      want: wishes.tell,
    },
    {
      ...{ taskId, epoch, leaseSeconds: lease.seconds, isWatched: task.kind === 'audio' },
      wantedSegment: 'wantedSegment' in task ? task.wantedSegment : undefined,
    },
    done.signal,
  );
  const tools: TaskContext['tools'] = {
    signal: AbortSignal.any([ended.signal, parts.stop]),
    onSpawn(child) {
      cpu.attach(child);
      span.onSpawn(child);
      pace.onSpawn(child);
    },
  };
  const startedAt = performance.now();
  let proxy: SourceProxy | undefined;
  log.info({ isUrgent: task.isUrgent }, 'task started');
  try {
    const waiting = task.kind === 'probe' ? lease.waitingProbes.take(task.source) : undefined;
    const opened = waiting?.proxy ?? (await openSourceProxy(store, task.source));
    proxy = opened;
    const directory = join(parts.workDirectory, `${taskId}-${epoch}`);
    const result = await withDirectory(directory, () =>
      runTask(task, {
        inputUrl: opened.url,
        directory,
        store,
        threads: task.isUrgent ? parts.threads.urgent : parts.threads.steady,
        headStart: { ...lease.headStart, claim },
        waitingProbe: waiting?.run,
        log,
        tools,
        settle: pace.settle,
        wishes,
        tellBound: (segment) => reporter.report('task.segment-bound', { ...attempt, ...segment }),
        tellProgress: createProgressTeller((fraction, speed) =>
          reporter.mention({ ...attempt, fraction, speed }),
        ),
      }),
    );
    await reporter.report('task.succeeded', { ...attempt, cpuSeconds: cpu.seconds(), result });
    log.info({ cpuSeconds: cpu.seconds() }, 'task succeeded');
    span.end();
  } catch (error) {
    await tellFailure(error, proxy);
  } finally {
    // The first end counts.
    span.end('failed');
    pace.leave();
    done.abort();
    await Promise.all([keeping, proxy?.close()]);
  }

  /** What was begun for this task is part of its cost, and ends with it. */
  async function claim(...asked: Parameters<HeadStart['claim']>): ReturnType<HeadStart['claim']> {
    const begun = await lease.headStart.claim(...asked);
    if (begun) cpu.add(begun.cpuSeconds);
    tools.signal.throwIfAborted();
    return begun;
  }

  async function tellFailure(error: unknown, opened: SourceProxy | undefined): Promise<void> {
    if (ended.signal.aborted) {
      log.info({ reason: String(ended.signal.reason) }, 'task stopped');
      span.end('stopped');
    } else if (parts.stop.aborted) {
      // No fault of the task: leaving gives it back at once.
      log.info('task given back');
      span.end('given-back');
    } else {
      const excuse = await findExcuse(parts, startedAt);
      const failure = describeFailure(error, opened?.fault(), excuse);
      log.warn({ code: failure.code, cause: failure.cause, detail: failure.detail }, 'task failed');
      span.end(failure.code);
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
