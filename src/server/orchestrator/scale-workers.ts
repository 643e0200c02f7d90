import { planLaunches, type WorkerLimits } from '#lib/domain/wanted-workers.ts';
import { workerStartSeconds } from '#lib/domain/worker-start.ts';
import type { Database } from '../db/client.ts';
import type { Log } from '../log.ts';
import type { WorkerLauncher } from '../ports/worker-launcher.ts';
import { readBacklog } from '../transcodes/backlog.ts';
import type { WorkerRegistry } from '../transcodes/worker-registry.ts';

export interface ScalingParts {
  readonly db: Database;
  readonly registry: WorkerRegistry;
  readonly launcher: WorkerLauncher;
  readonly log: Log;
  readonly limits: WorkerLimits;
  /** A worker above the minimum ends after this long without work. */
  readonly idleSeconds: number;
}

/** Launches what is missing; answers how many. Those above the minimum end by themselves when idle. */
export async function scaleWorkers(parts: ScalingParts): Promise<number> {
  const { db, registry, launcher, log, limits, idleSeconds } = parts;
  const alive = await registry.countAlive();
  if (alive.all >= limits.max) return 0;
  const startSeconds = workerStartSeconds(launcher.name);
  const { spot, onDemand } = planLaunches(await readBacklog(db), alive, startSeconds, limits);
  const launches = [
    ...Array.from({ length: onDemand }, () => 'on-demand' as const),
    ...Array.from({ length: spot }, () => 'spot' as const),
  ];
  let warm = alive.warm;
  for (const capacity of launches) {
    const isWarm = capacity === 'on-demand' && warm < limits.min;
    if (isWarm) warm += 1;
    const { workerId, ticket } = await registry.announce(launcher.name, isWarm, capacity);
    try {
      const launched = await launcher.launch({
        workerId,
        ticket,
        capacity,
        idleSeconds: isWarm ? null : idleSeconds,
      });
      await registry.setLaunched(workerId, launched);
      log.info({ workerId, isWarm, capacity: launched.capacity }, 'worker launched');
    } catch (error) {
      await registry.leave(workerId);
      throw error;
    }
  }
  return launches.length;
}
