import { int, mediumtext, mysqlTable, uniqueIndex, varchar } from 'drizzle-orm/mysql-core';
import { timeColumn, ulidColumn } from './columns.ts';

/** Captions of a video, one file a language. */
export const captions = mysqlTable(
  'captions',
  {
    /** New with each upload: it names the stored file, which is never changed. */
    id: ulidColumn('id').primaryKey(),
    videoId: ulidColumn('video_id').notNull(),
    /** BCP 47, canonical. */
    language: varchar('language', { length: 35 }).notNull(),
    label: varchar('label', { length: 100 }).notNull(),
    cueCount: int('cue_count').notNull(),
    /** Tokens for the search; null of captions that were added before it looked at them. */
    words: mediumtext('words'),
    createdAt: timeColumn('created_at').notNull(),
  },
  (table) => [uniqueIndex('captions_language').on(table.videoId, table.language)],
);
