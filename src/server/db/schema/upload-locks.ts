import { boolean, mysqlTable, varchar } from 'drizzle-orm/mysql-core';
import { timeColumn, ulidColumn } from './columns.ts';

/** Who writes to a tus upload right now: one request, of whichever replica. Without a row nobody does. */
export const uploadLocks = mysqlTable('upload_locks', {
  uploadId: ulidColumn('upload_id').primaryKey(),
  /** The request. */
  holder: varchar('holder', { length: 64 }).notNull(),
  heldUntil: timeColumn('held_until').notNull(),
  /** Another request waits for it: its holder is to end. */
  isWanted: boolean('is_wanted').notNull().default(false),
});
