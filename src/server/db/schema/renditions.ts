import { bigint, int, mysqlTable, primaryKey, varchar } from 'drizzle-orm/mysql-core';
import { ulidColumn } from './columns.ts';

/** One finished rung of a video, written when the video becomes ready. */
export const renditions = mysqlTable(
  'renditions',
  {
    videoId: ulidColumn('video_id').notNull(),
    name: varchar('name', { length: 16 }).notNull(),
    width: int('width').notNull(),
    height: int('height').notNull(),
    codecs: varchar('codecs', { length: 64 }).notNull(),
    /** Mean rate. */
    bitrateBps: int('bitrate_bps').notNull(),
    sizeBytes: bigint('size_bytes', { mode: 'number' }).notNull(),
    /** Key of its HLS playlist in the media bucket. */
    path: varchar('path', { length: 255 }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.videoId, table.name] })],
);
