import { index, mysqlEnum, mysqlTable, uniqueIndex, varchar } from 'drizzle-orm/mysql-core';
import { appealStates } from '#lib/domain/moderation.ts';
import { timeColumn, ulidColumn } from './columns.ts';

/** What owners say against a takedown: once for each. */
export const appeals = mysqlTable(
  'appeals',
  {
    id: ulidColumn('id').primaryKey(),
    videoId: ulidColumn('video_id').notNull(),
    /** The owner. */
    userId: ulidColumn('user_id').notNull(),
    /** The takedown, of `moderation_actions`. */
    actionId: ulidColumn('action_id').notNull(),
    text: varchar('text', { length: 2000 }).notNull(),
    state: mysqlEnum('state', appealStates).notNull().default('open'),
    createdAt: timeColumn('created_at').notNull(),
    endedAt: timeColumn('ended_at'),
  },
  (table) => [
    uniqueIndex('appeals_action').on(table.actionId),
    index('appeals_video').on(table.videoId, table.state),
    index('appeals_open').on(table.state, table.videoId),
    index('appeals_user').on(table.userId),
  ],
);
