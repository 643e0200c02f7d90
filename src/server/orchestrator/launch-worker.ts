import type { Database } from '../db/client.ts';
import type { Log } from '../log.ts';
import { LaunchRefused, type WorkerLauncher } from '../ports/worker-launcher.ts';
import type { OpenLaunch } from '../transcodes/launch-records.ts';
import { releaseAllFromSpot } from '../transcodes/spot-fallback.ts';
import type { WorkerRegistry } from '../transcodes/worker-registry.ts';

export interface LaunchParts {
  readonly db: Database;
  readonly registry: WorkerRegistry;
  readonly launcher: WorkerLauncher;
  readonly log: Log;
  readonly idleSeconds: number;
}

/**
 * Makes one announced worker start, trying each place that the launcher knows. Answers whether it did; if not, the
 * launch is given up, or stays open and is repeated later, the very same one.
 */
export async function launchWorker(
  { db, registry, launcher, log, idleSeconds }: LaunchParts,
  launch: Omit<OpenLaunch, 'againAt'>,
): Promise<boolean> {
  const { workerId, isWarm } = launch;
  for (let attempt = launch.attempt; ; attempt++) {
    try {
      const launched = await launcher.launch({
        workerId,
        ticket: launch.ticket,
        capacity: launch.capacity === 'spot' ? 'spot' : 'on-demand',
        idleSeconds: isWarm ? null : idleSeconds,
        attempt,
      });
      if (launch.capacity === 'spot' && launched.capacity === 'on-demand') await releaseAllFromSpot(db);
      await registry.setLaunched(workerId, launched);
      log.info({ workerId, isWarm, capacity: launched.capacity }, 'worker launched');
      return true;
    } catch (error) {
      const refusal = error instanceof LaunchRefused && error.reason !== 'throttled' ? error : undefined;
      if (!refusal) {
        await registry.repeatLater(launch);
        log.warn({ err: error, workerId, tries: launch.tries + 1 }, 'a launch is repeated later');
        return false;
      }
      if (!refusal.hasNext) {
        await registry.leave(workerId, { cause: 'refused', detail: refusal.message });
        log.error({ err: refusal, workerId }, 'nothing was launched; the next try waits');
        return false;
      }
      log.warn({ err: refusal, workerId, attempt }, 'no room there; the next place is asked');
      await registry.setAttempt(workerId, attempt + 1);
    }
  }
}
