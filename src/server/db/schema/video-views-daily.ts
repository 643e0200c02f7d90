import { date, int, mysqlTable, primaryKey } from 'drizzle-orm/mysql-core';
import { ulidColumn } from './columns.ts';

/** What was watched of a video on one day (UTC). Days without views have no row. Says nothing of who. */
export const videoViewsDaily = mysqlTable(
  'video_views_daily',
  {
    videoId: ulidColumn('video_id').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    views: int('views').notNull().default(0),
    /** Of the viewers who were counted, reruns included: time that passed while it played. */
    watchSeconds: int('watch_seconds').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.videoId, table.day] })],
);
