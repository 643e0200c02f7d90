import { index, mysqlEnum, mysqlTable, uniqueIndex, varchar } from 'drizzle-orm/mysql-core';
import { timeColumn, ulidColumn } from './columns.ts';

export const roles = ['user', 'moderator', 'admin'] as const;
export type Role = (typeof roles)[number];

export const users = mysqlTable(
  'users',
  {
    id: ulidColumn('id').primaryKey(),
    /** Lower case. */
    email: varchar('email', { length: 254 }).notNull(),
    name: varchar('name', { length: 80 }).notNull(),
    passwordHash: varchar('password_hash', { length: 255 }).notNull(),
    role: mysqlEnum('role', roles).notNull().default('user'),
    createdAt: timeColumn('created_at').notNull(),
    /** When a link that was sent to the address came back. */
    emailVerifiedAt: timeColumn('email_verified_at'),
    bannedAt: timeColumn('banned_at'),
    /** The banned person reads it. */
    banReason: varchar('ban_reason', { length: 300 }),
    /** New videos wait for a moderator, and reports by this person hold nothing. */
    limitedAt: timeColumn('limited_at'),
    /** Needs no review first, where the site's policy says so. */
    trustedAt: timeColumn('trusted_at'),
    /** Nobody can come in any more, and the sweeper removes what is left. */
    deletedAt: timeColumn('deleted_at'),
  },
  (table) => [
    uniqueIndex('users_email').on(table.email),
    index('users_role').on(table.role),
    index('users_name').on(table.name),
    index('users_deleted').on(table.deletedAt),
  ],
);
