import { mediumtext, mysqlTable } from 'drizzle-orm/mysql-core';
import { ulidColumn } from './columns.ts';

/**
 * What the search looks through: one row a video, made of its title, tags, description and captions. The FULLTEXT index
 * stands in the migration alone, for drizzle knows none.
 */
export const videoTexts = mysqlTable('video_texts', {
  videoId: ulidColumn('video_id').primaryKey(),
  /** Tokens of `domain/search-words.ts`. */
  words: mediumtext('words').notNull(),
});
