import { index, int, mysqlTable, primaryKey } from 'drizzle-orm/mysql-core';
import { timeColumn, ulidColumn } from './columns.ts';

/** Where a person stopped watching a video. Gone once they have seen it to its end. */
export const watchPositions = mysqlTable(
  'watch_positions',
  {
    userId: ulidColumn('user_id').notNull(),
    videoId: ulidColumn('video_id').notNull(),
    positionMs: int('position_ms').notNull(),
    updatedAt: timeColumn('updated_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.videoId] }),
    index('watch_positions_video').on(table.videoId),
    index('watch_positions_updated').on(table.updatedAt),
  ],
);
