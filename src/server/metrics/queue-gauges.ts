import { count, inArray, isNull, min } from 'drizzle-orm';
import type { Database } from '../db/client.ts';
import { outbox } from '../db/schema/outbox.ts';
import { tasks } from '../db/schema/tasks.ts';
import { videos } from '../db/schema/videos.ts';
import type { Clock } from '../ports/clock.ts';
import type { GaugeSource } from './metrics.ts';

/** How much waits, and for how long: what an alarm looks at first. */
export function queueGauges({ db, clock }: { db: Database; clock: Clock }): readonly GaugeSource[] {
  return [
    {
      name: 'sluice_outbox_oldest_seconds',
      help: 'Age of the oldest message that Kafka has not taken; 0 when all are sent',
      async read() {
        const [row] = await db
          .select({ since: min(outbox.createdAt) })
          .from(outbox)
          .where(isNull(outbox.publishedAt));
        return [{ value: row?.since ? (clock.now().getTime() - row.since.getTime()) / 1000 : 0 }];
      },
    },
    {
      name: 'sluice_outbox_waiting',
      help: 'Messages that Kafka has not taken',
      async read() {
        const [row] = await db.select({ rows: count() }).from(outbox).where(isNull(outbox.publishedAt));
        return [{ value: row?.rows ?? 0 }];
      },
    },
    {
      name: 'sluice_tasks_open',
      help: 'Tasks that wait for a worker or have one, by kind and status',
      labelNames: ['kind', 'status'],
      async read() {
        const rows = await db
          .select({ kind: tasks.kind, status: tasks.status, rows: count() })
          .from(tasks)
          .where(inArray(tasks.status, ['waiting', 'leased']))
          .groupBy(tasks.kind, tasks.status);
        return rows.map(({ kind, status, rows: value }) => ({ labels: { kind, status }, value }));
      },
    },
    {
      name: 'sluice_videos_in_flight',
      help: 'Videos on their way, by status',
      labelNames: ['status'],
      async read() {
        const rows = await db
          .select({ status: videos.status, rows: count() })
          .from(videos)
          .where(inArray(videos.status, ['uploading', 'queued', 'processing']))
          .groupBy(videos.status);
        return rows.map(({ status, rows: value }) => ({ labels: { status }, value }));
      },
    },
  ];
}
