import { char, index, json, mysqlTable, uniqueIndex, varchar } from 'drizzle-orm/mysql-core';
import type { ApiScope } from '#lib/domain/api-scopes.ts';
import { timeColumn, ulidColumn } from './columns.ts';

/** Keys with which programs act as their owner. The key itself is shown once and never stored. */
export const apiKeys = mysqlTable(
  'api_keys',
  {
    id: ulidColumn('id').primaryKey(),
    userId: ulidColumn('user_id').notNull(),
    name: varchar('name', { length: 80 }).notNull(),
    /** The key's first letters, by which its owner tells it from others. */
    prefix: varchar('prefix', { length: 16 }).notNull(),
    /** SHA-256, hexadecimal. No slow hash: 256 random bits can not be guessed. */
    keyHash: char('key_hash', { length: 64 }).notNull(),
    scopes: json('scopes').$type<readonly ApiScope[]>().notNull(),
    createdAt: timeColumn('created_at').notNull(),
    /** Noted once a minute at most. */
    lastUsedAt: timeColumn('last_used_at'),
    expiresAt: timeColumn('expires_at'),
  },
  (table) => [uniqueIndex('api_keys_hash').on(table.keyHash), index('api_keys_user').on(table.userId)],
);
