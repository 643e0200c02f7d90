import { and, count, eq, gt, inArray, lte, min, sql } from 'drizzle-orm';
import { URGENT_PRIORITY } from '#lib/domain/plan.ts';
import type { Database } from '../db/client.ts';
import { tasks } from '../db/schema/tasks.ts';
import { uploadSessions } from '../db/schema/upload-sessions.ts';
import { videos } from '../db/schema/videos.ts';
import type { Clock } from '../ports/clock.ts';
import type { GaugeSource } from './registry.ts';

/** How much work waits, and for how long. Read from MySQL, so every replica says the same. */
export function queueGauges({ db, clock }: { db: Database; clock: Clock }): readonly GaugeSource[] {
  const secondsSince = (since: Date | null | undefined): number =>
    since ? (clock.now().getTime() - since.getTime()) / 1000 : 0;
  const isOpenTask = inArray(tasks.status, ['waiting', 'leased']);

  return [
    {
      name: 'sluice_open_tasks',
      help: 'Tasks that wait for a worker or have one, by kind and status',
      labelNames: ['kind', 'status'],
      async read() {
        const rows = await db
          .select({ kind: tasks.kind, status: tasks.status, rows: count() })
          .from(tasks)
          .where(isOpenTask)
          .groupBy(tasks.kind, tasks.status);
        return rows.map(({ kind, status, rows: value }) => ({ labels: { kind, status }, value }));
      },
    },
    {
      name: 'sluice_backlog_oldest_seconds',
      help: 'Age of the oldest task that waits; urgent is what somebody waits for: probes, first segments, sound',
      labelNames: ['urgency'],
      async read() {
        const isWaiting = eq(tasks.status, 'waiting');
        const since = { since: min(tasks.createdAt) };
        const [all, urgent] = await Promise.all([
          db.select(since).from(tasks).where(isWaiting),
          db
            .select(since)
            .from(tasks)
            .where(and(isWaiting, lte(tasks.priority, URGENT_PRIORITY))),
        ]);
        return [
          { labels: { urgency: 'any' }, value: secondsSince(all[0]?.since) },
          { labels: { urgency: 'urgent' }, value: secondsSince(urgent[0]?.since) },
        ];
      },
    },
    {
      name: 'sluice_backlog_cpu_seconds',
      help: 'Processor time that open tasks are expected to take, less what is done of them',
      async read() {
        const left = sql<number>`coalesce(sum(${tasks.weight} * (1 - ${tasks.progress})), 0)`.mapWith(Number);
        const [row] = await db.select({ left }).from(tasks).where(isOpenTask);
        return [{ value: row?.left ?? 0 }];
      },
    },
    {
      name: 'sluice_in_flight_videos',
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
    {
      name: 'sluice_in_flight_oldest_seconds',
      help: 'Since when the video that is longest on its way was whole; 0 when none is',
      async read() {
        const [row] = await db
          .select({ since: min(videos.uploadedAt) })
          .from(videos)
          .where(inArray(videos.status, ['queued', 'processing']));
        return [{ value: secondsSince(row?.since) }];
      },
    },
    {
      name: 'sluice_open_uploads',
      help: 'Uploads that have begun and not ended, by the door they came in by',
      labelNames: ['door'],
      async read() {
        const rows = await db
          .select({ door: uploadSessions.door, rows: count() })
          .from(uploadSessions)
          .where(and(eq(uploadSessions.status, 'open'), gt(uploadSessions.expiresAt, clock.now())))
          .groupBy(uploadSessions.door);
        return rows.map(({ door, rows: value }) => ({ labels: { door }, value }));
      },
    },
  ];
}
