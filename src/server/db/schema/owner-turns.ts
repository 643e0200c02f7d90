import { mysqlTable } from 'drizzle-orm/mysql-core';
import { timeColumn, ulidColumn } from './columns.ts';

/** When a person's video was last given a worker: the one who has waited longest is next. */
export const ownerTurns = mysqlTable('owner_turns', {
  ownerId: ulidColumn('owner_id').primaryKey(),
  servedAt: timeColumn('served_at').notNull(),
});
