import { mysqlTable, varchar } from 'drizzle-orm/mysql-core';

/** How far a broom has come that goes through more than one turn can look at: a restart goes on from there. */
export const sweepCursors = mysqlTable('sweep_cursors', {
  name: varchar('name', { length: 40 }).primaryKey(),
  /** The last key or id that was looked at; empty at the start of a round. */
  position: varchar('position', { length: 1024 }).notNull(),
});
