import { char, index, mysqlTable, varchar } from 'drizzle-orm/mysql-core';
import { timeColumn, ulidColumn } from './columns.ts';

/** One sign-in. Every JWT carries its `sid` and each request looks it up, so revoking works at once. */
export const sessions = mysqlTable(
  'sessions',
  {
    id: ulidColumn('id').primaryKey(),
    userId: ulidColumn('user_id').notNull(),
    /** Of releases before refresh tokens had ids; no longer read. */
    refreshTokenHash: char('refresh_token_hash', { length: 64 }),
    /** Id of the refresh token that counts. Any other of this session's has been used, and using it again ends the session. */
    refreshJti: ulidColumn('refresh_jti'),
    /** The one before: for a moment after the change it still gets the current one, for tabs that asked together. */
    previousJti: ulidColumn('previous_jti'),
    rotatedAt: timeColumn('rotated_at'),
    /** As the device introduced itself at sign-in. */
    userAgent: varchar('user_agent', { length: 300 }),
    /** Where it was last seen. */
    address: varchar('address', { length: 45 }),
    lastSeenAt: timeColumn('last_seen_at'),
    createdAt: timeColumn('created_at').notNull(),
    expiresAt: timeColumn('expires_at').notNull(),
    revokedAt: timeColumn('revoked_at'),
  },
  (table) => [index('sessions_user').on(table.userId)],
);
