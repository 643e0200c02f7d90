import { mysqlEnum, mysqlTable, uniqueIndex, varchar } from 'drizzle-orm/mysql-core';
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
  },
  (table) => [uniqueIndex('users_email').on(table.email)],
);
