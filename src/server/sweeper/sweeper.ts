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

/**
 * Runs every broom in its own time. One that fails, or hangs on a store that does not answer, keeps no other
 * from its work.
 */
export function createSweeper({ brooms, clock, log, metrics }: SweeperParts) {
  const dueAt = new Map<Broom, number>();
  const running = new Map<Broom, Promise<void>>();

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
    /** Starts every broom that is due and not at work. */
    run(): void {
      const now = clock.now().getTime();
      for (const broom of brooms) {
        if (running.has(broom) || now < (dueAt.get(broom) ?? 0)) continue;
        dueAt.set(broom, now + broom.everyMs);
        const ended = turn(broom).finally(() => running.delete(broom));
        running.set(broom, ended);
      }
    },

    /** Resolves when no broom is at work. */
    async rest(): Promise<void> {
      await Promise.all(running.values());
    },
  };
}
