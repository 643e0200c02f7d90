import { index, int, mysqlTable, primaryKey } from 'drizzle-orm/mysql-core';
import { timeColumn, ulidColumn } from './columns.ts';

/** Who was lent a task, and when: written with each lease, never changed. How the attempt ended is in the task's own row. */
export const taskLeases = mysqlTable(
  'task_leases',
  {
    taskId: ulidColumn('task_id').notNull(),
    /** Of the task, under this lease. */
    epoch: int('epoch').notNull(),
    videoId: ulidColumn('video_id').notNull(),
    workerId: ulidColumn('worker_id').notNull(),
    leasedAt: timeColumn('leased_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.taskId, table.epoch] }),
    index('task_leases_video').on(table.videoId),
  ],
);

export type TaskLeaseRow = typeof taskLeases.$inferSelect;
