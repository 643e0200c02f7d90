import { char, index, int, mysqlTable, primaryKey } from 'drizzle-orm/mysql-core';
import { timeColumn, ulidColumn } from './columns.ts';

/** What one viewer has lately watched of one video: as much as it takes to count them once. Swept after two days. */
export const viewings = mysqlTable(
  'viewings',
  {
    videoId: ulidColumn('video_id').notNull(),
    /** Names nobody: an HMAC of the account, or of address and browser with the day's salt. */
    viewerKey: char('viewer_key', { length: 32 }).notNull(),
    watchedMs: int('watched_ms').notNull().default(0),
    lastBeatAt: timeColumn('last_beat_at').notNull(),
    /** When it became a view; null: not yet. */
    countedAt: timeColumn('counted_at'),
  },
  (table) => [
    primaryKey({ columns: [table.videoId, table.viewerKey] }),
    index('viewings_last_beat').on(table.lastBeatAt),
  ],
);
