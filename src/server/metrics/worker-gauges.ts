import { and, count, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import type { Database } from '../db/client.ts';
import { workers } from '../db/schema/workers.ts';
import type { Clock } from '../ports/clock.ts';
import type { GaugeSource } from './registry.ts';

/** How long an end counts as recent: longer than two scrapes, so that none is missed. */
const RECENT_MS = 600_000;

/** Workers as we see them, and their containers as the launcher (ECS) sees them. */
export function workerGauges({ db, clock }: { db: Database; clock: Clock }): readonly GaugeSource[] {
  return [
    {
      name: 'sluice_workers',
      help: 'Workers that were launched (and have not come yet) or are active, by what they run on',
      labelNames: ['status', 'capacity'],
      async read() {
        const rows = await db
          .select({ status: workers.status, capacity: workers.capacity, rows: count() })
          .from(workers)
          .where(inArray(workers.status, ['launched', 'active']))
          .groupBy(workers.status, workers.capacity);
        return rows.map(({ status, capacity, rows: value }) => ({ labels: { status, capacity }, value }));
      },
    },
    {
      name: 'sluice_launcher_tasks',
      help: 'What the launcher holds for us, by its own status (of ECS: RUNNING and so on), as its events told it last',
      labelNames: ['launcher', 'status'],
      async read() {
        const status = sql<string>`coalesce(${workers.launcherStatus}, 'unknown')`;
        const rows = await db
          .select({ launcher: workers.launcher, status, rows: count() })
          .from(workers)
          .where(isNull(workers.goneAt))
          .groupBy(workers.launcher, workers.launcherStatus);
        return rows.map(({ rows: value, ...labels }) => ({ labels, value }));
      },
    },
    {
      name: 'sluice_recently_ended_workers',
      help: 'Workers that ended within ten minutes, by cause',
      labelNames: ['cause'],
      async read() {
        const cause = sql<string>`coalesce(${workers.endCause}, 'unknown')`;
        const since = new Date(clock.now().getTime() - RECENT_MS);
        const rows = await db
          .select({ cause, rows: count() })
          .from(workers)
          .where(and(eq(workers.status, 'exited'), gt(workers.exitedAt, since)))
          .groupBy(workers.endCause);
        return rows.map(({ rows: value, ...labels }) => ({ labels, value }));
      },
    },
  ];
}
