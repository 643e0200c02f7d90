import { mysqlTable, varchar } from 'drizzle-orm/mysql-core';
import { timeColumn } from './columns.ts';

/** Work that one replica does for all (the relay, the sweeper): whoever holds the row until it ends. */
export const duties = mysqlTable('duties', {
  name: varchar('name', { length: 40 }).primaryKey(),
  holder: varchar('holder', { length: 64 }).notNull(),
  heldUntil: timeColumn('held_until').notNull(),
});
