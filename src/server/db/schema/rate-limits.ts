import { index, mysqlTable, varchar } from 'drizzle-orm/mysql-core';
import { timeColumn } from './columns.ts';

/** What callers have used up of their limits. The state's text is read by `lib/domain/rate-limit` alone. */
export const rateLimits = mysqlTable(
  'rate_limits',
  {
    /** `<limit>:<whom>`. Never an e-mail address in the clear. */
    id: varchar('id', { length: 120 }).primaryKey(),
    state: varchar('state', { length: 2048 }).notNull(),
    /** Swept from then on: it says nothing any more. */
    expiresAt: timeColumn('expires_at').notNull(),
  },
  (table) => [index('rate_limits_expires').on(table.expiresAt)],
);
