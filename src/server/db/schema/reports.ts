import { index, mysqlEnum, mysqlTable, varchar } from 'drizzle-orm/mysql-core';
import { moderationReasons, reportStates } from '#lib/domain/moderation.ts';
import { timeColumn, ulidColumn } from './columns.ts';

/** What viewers say of videos. A decision about the video ends all that are open. */
export const reports = mysqlTable(
  'reports',
  {
    id: ulidColumn('id').primaryKey(),
    videoId: ulidColumn('video_id').notNull(),
    reporterId: ulidColumn('reporter_id').notNull(),
    reason: mysqlEnum('reason', moderationReasons).notNull(),
    note: varchar('note', { length: 1000 }),
    state: mysqlEnum('state', reportStates).notNull().default('open'),
    createdAt: timeColumn('created_at').notNull(),
    endedAt: timeColumn('ended_at'),
  },
  (table) => [
    index('reports_video').on(table.videoId, table.state),
    index('reports_open').on(table.state, table.videoId),
    index('reports_reporter').on(table.reporterId, table.state),
  ],
);
