import { planLaunches, type WorkerLimits } from '#lib/domain/wanted-workers.ts';
import { workerStartSeconds } from '#lib/domain/worker-start.ts';
import type { Database } from '../db/client.ts';
import type { Log } from '../log.ts';
import type { Clock } from '../ports/clock.ts';
import type { WorkerLauncher } from '../ports/worker-launcher.ts';
import { readBacklog } from '../transcodes/backlog.ts';
import type { WorkerRegistry } from '../transcodes/worker-registry.ts';
import { launchWorker } from './launch-worker.ts';

export interface ScalingParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly registry: WorkerRegistry;
  readonly launcher: WorkerLauncher;
  readonly log: Log;
  readonly limits: WorkerLimits;
  /** A worker above the minimum ends after this long without work. */
  readonly idleSeconds: number;
}

/**
 * Launches what is missing; answers how many started. Those above the minimum end by themselves when idle. What is
 * decided and not settled is settled first: while a launch is open, and after launches that came to nothing,
 * nothing more is launched.
 */
export async function scaleWorkers(parts: ScalingParts): Promise<number> {
  const { launcher, limits } = parts;
  const settled = await settleOpenLaunches(parts);
  if (settled === 'waits' || (await parts.registry.areLaunchesPaused(launcher.name))) return 0;
  let started = settled;
  for (const { capacity, isWarm } of await planOf(parts)) {
    const { workerId, ticket } = await parts.registry.announce(launcher.name, isWarm, capacity, limits.max);
    const isStarted = await launchWorker(parts, { workerId, ticket, isWarm, capacity, attempt: 0, tries: 0 });
    if (!isStarted) break;
    started += 1;
  }
  return started;
}

/** Repeats launches whose answer was never noted. `waits` when one of them is not settled yet. */
async function settleOpenLaunches(parts: ScalingParts): Promise<number | 'waits'> {
  const open = await parts.registry.findOpenLaunches(parts.launcher.name);
  const now = parts.clock.now();
  let started = 0;
  for (const launch of open) {
    if (launch.againAt !== null && launch.againAt > now) return 'waits';
    if (!(await launchWorker(parts, launch))) return 'waits';
    started += 1;
  }
  return started;
}

/** Which workers to launch now. */
async function planOf({ db, registry, launcher, limits }: ScalingParts) {
  const alive = await registry.countAlive();
  if (alive.all >= limits.max) return [];
  const startSeconds = workerStartSeconds(launcher.name);
  const { spot, onDemand } = planLaunches(await readBacklog(db), alive, startSeconds, limits);
  const warmMissing = Math.max(0, limits.min - alive.warm);
  return [
    ...Array.from({ length: onDemand }, (_, index) => {
      return { capacity: 'on-demand' as const, isWarm: index < warmMissing };
    }),
    ...Array.from({ length: spot }, () => ({ capacity: 'spot' as const, isWarm: false })),
  ];
}
