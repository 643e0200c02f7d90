import { char, index, mysqlEnum, mysqlTable } from 'drizzle-orm/mysql-core';
import { timeColumn, ulidColumn } from './columns.ts';

const tokenPurposes = ['verify-email', 'reset-password'] as const;
export type TokenPurpose = (typeof tokenPurposes)[number];

/** What a link in a mail opens, once. Only the hash of the token is kept. */
export const accountTokens = mysqlTable(
  'account_tokens',
  {
    tokenHash: char('token_hash', { length: 64 }).primaryKey(),
    userId: ulidColumn('user_id').notNull(),
    purpose: mysqlEnum('purpose', tokenPurposes).notNull(),
    createdAt: timeColumn('created_at').notNull(),
    expiresAt: timeColumn('expires_at').notNull(),
    usedAt: timeColumn('used_at'),
  },
  (table) => [index('account_tokens_user').on(table.userId), index('account_tokens_age').on(table.expiresAt)],
);
