import { char, index, mysqlTable } from 'drizzle-orm/mysql-core';
import { timeColumn, ulidColumn } from './columns.ts';

/** One sign-in. Every JWT carries its `sid` and each request looks it up, so revoking works at once. */
export const sessions = mysqlTable(
  'sessions',
  {
    id: ulidColumn('id').primaryKey(),
    userId: ulidColumn('user_id').notNull(),
    /** SHA-256 of the current refresh token; null for browser sessions, which have none. */
    refreshTokenHash: char('refresh_token_hash', { length: 64 }),
    createdAt: timeColumn('created_at').notNull(),
    expiresAt: timeColumn('expires_at').notNull(),
    revokedAt: timeColumn('revoked_at'),
  },
  (table) => [index('sessions_user').on(table.userId)],
);
