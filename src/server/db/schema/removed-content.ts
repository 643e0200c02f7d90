import { char, index, mysqlTable, primaryKey } from 'drizzle-orm/mysql-core';
import { timeColumn, ulidColumn } from './columns.ts';

/** Marks of content that was taken down, for as long as it is: even when the video and its owner are gone. */
export const removedContent = mysqlTable(
  'removed_content',
  {
    /** SHA-256, hex; see `content-marks.ts`. */
    mark: char('mark', { length: 64 }).notNull(),
    videoId: ulidColumn('video_id').notNull(),
    removedAt: timeColumn('removed_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.mark, table.videoId] }),
    index('removed_content_video').on(table.videoId),
  ],
);
