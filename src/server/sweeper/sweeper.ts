import type { Log } from '../log.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { SweptKind } from '../metrics/swept-kinds.ts';
import type { Clock } from '../ports/clock.ts';
import type { Broom } from './broom.ts';

export interface SweeperParts {
  readonly brooms: readonly Broom[];
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** Runs every broom in its own time. A broom that fails keeps no other from its work and tries again. */
export function createSweeper({ brooms, clock, log, metrics }: SweeperParts) {
  const dueAt = new Map<Broom, number>();

  async function turn(broom: Broom): Promise<void> {
    try {
      for (const [kind, amount] of Object.entries(await broom.sweep())) {
        if (amount === 0) continue;
        metrics.countSwept(kind as SweptKind, amount);
        log.info({ broom: broom.name, kind, amount }, 'swept');
      }
    } catch (error) {
      metrics.countSweepFailure(broom.name);
      log.error({ err: error, broom: broom.name }, 'a broom failed');
    }
  }

  return {
    /** One turn of every broom that is due. */
    async run(): Promise<void> {
      for (const broom of brooms) {
        const now = clock.now().getTime();
        if (now < (dueAt.get(broom) ?? 0)) continue;
        dueAt.set(broom, now + broom.everyMs);
        await turn(broom);
      }
    },
  };
}
