import { setTimeout as delay } from 'node:timers/promises';
import type { LeasedTask } from '../../src/lib/domain/worker-protocol.ts';
import { createHeadStart, noHeadStart } from './head-start.ts';
import { SessionEnded } from './lease-client.ts';
import { type RunParts, runLeased } from './leased-run.ts';
import { createPacer, type PacedTask } from './pacer.ts';
import { nextWish, type Standing, type Wish } from './slots.ts';
import { findTrouble } from './surroundings.ts';
import { createWaitingProbes } from './waiting-probe.ts';

export interface WorkerParts extends RunParts {
  /** Without work for this long it ends. */
  readonly idleSeconds: number;
}

/** Without work it lets web hold its call until there is some; a web that is stopping answers at once, again and again. */
const IDLE_POLL_MS = 200;
/** Beside long work it looks this often for what is urgent. */
const BUSY_POLL_MS = 400;
const POLL_AFTER_ERROR_MS = 2_000;
/** Without work for this long it gets ready for the next video. */
const PREPARE_AFTER_MS = 500;

interface Running {
  readonly pace: PacedTask;
  /** Leased when the worker was free: what it is once nobody waits for it any more. */
  readonly isSteady: boolean;
  readonly end: Promise<void>;
}

/**
 * Leases task after task until there has been none for `idleSeconds`, or until told to stop. Beside one long
 * task it takes what is urgent, and pauses the long one meanwhile.
 * @throws SessionEnded when web has given this worker up: another has its place, and it must not stay beside that one
 */
export async function runWorker(parts: WorkerParts): Promise<void> {
  const { client, log, stop } = parts;
  const running = new Set<Running>();
  let changed = Promise.withResolvers<void>();
  const pacer = createPacer(() => changed.resolve());
  let idleSince = performance.now();
  const waitingProbes = createWaitingProbes(parts.store);
  const headStart = createHeadStart({
    ...parts,
    threads: parts.threads.urgent,
    enter: () => pacer.enter(true),
  });
  /** The last look found nothing that is urgent: then a probe's sequel is the next work there is. */
  let isQuiet = true;

  function start(task: LeasedTask, leaseSeconds: number, isSteady: boolean): void {
    const pace = pacer.enter(task.isUrgent);
    // Where others wait too, their probes come before it, and another worker may make it meanwhile.
    const mayBegin = task.kind !== 'probe' || isQuiet;
    const end = runLeased(parts, task, {
      seconds: leaseSeconds,
      pace,
      headStart: mayBegin ? headStart : noHeadStart,
      waitingProbes,
    });
    const entry = { pace, isSteady, end };
    running.add(entry);
    const leave = () => {
      running.delete(entry);
      idleSince = performance.now();
      changed.resolve();
    };
    end
      .catch((error: unknown) =>
        log.error({ err: error, taskId: task.taskId }, 'a task could not tell its end'),
      )
      .finally(leave);
  }

  async function lease(wish: Wish): ReturnType<typeof client.lease> {
    // Not between one task and the next of the same video, where each tenth of a second is waited for.
    const prepare = () =>
      waitingProbes
        .prepare()
        .catch((error: unknown) => log.warn({ err: error }, 'no program waits for a source'));
    const timer = wish.waits ? setTimeout(prepare, PREPARE_AFTER_MS) : undefined;
    try {
      return await client.lease(wish, stop);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Leases once; answers how long to wait before the next time, or null when a change must come first. */
  async function step(): Promise<number | null> {
    try {
      const trouble = await findTrouble(parts);
      if (trouble) {
        log.warn({ trouble }, 'no work is taken');
        return POLL_AFTER_ERROR_MS;
      }
      const wish = nextWish(standingOf(running));
      if (!wish) return null;
      const askedAt = performance.now();
      const { task, leaseSeconds } = await lease(wish);
      if (!task) {
        isQuiet = true;
        return wish.waits ? Math.max(0, IDLE_POLL_MS - (performance.now() - askedAt)) : BUSY_POLL_MS;
      }
      if (performance.now() - askedAt >= IDLE_POLL_MS) isQuiet = true;
      start(task, leaseSeconds, wish.maxPriority === null);
      isQuiet = !task.isUrgent;
      return 0;
    } catch (error) {
      if (error instanceof SessionEnded) throw error;
      if (stop.aborted) return null;
      log.warn({ err: error }, 'no work could be asked for');
      return POLL_AFTER_ERROR_MS;
    }
  }

  const isIdle = () => running.size === 0 && performance.now() - idleSince >= parts.idleSeconds * 1000;
  const stopped = new Promise<void>((resolve) => stop.addEventListener('abort', () => resolve()));
  try {
    while (!stop.aborted && !isIdle()) {
      changed = Promise.withResolvers<void>();
      const pauseMs = await step();
      if (pauseMs === null) await Promise.race([changed.promise, stopped]);
      else if (pauseMs > 0) await Promise.race([delay(pauseMs), changed.promise, stopped]);
    }
  } finally {
    await Promise.allSettled([waitingProbes.close(), ...[...running].map(({ end }) => end)]);
  }
}

function standingOf(running: ReadonlySet<Running>): Standing {
  const all = [...running];
  const urgent = all.filter(({ pace }) => pace.isUrgent()).length;
  const steady = all.filter(({ pace, isSteady }) => isSteady && !pace.isUrgent()).length;
  return { urgent, steady, trailing: all.length - urgent - steady };
}
