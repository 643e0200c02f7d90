import { index, int, mysqlEnum, mysqlTable, varchar } from 'drizzle-orm/mysql-core';
import { timeColumn, ulidColumn } from './columns.ts';

const mailKinds = [
  'verify-email',
  'reset-password',
  'password-changed',
  'address-taken',
  'moderation-notice',
] as const;
export type MailKind = (typeof mailKinds)[number];

/**
 * The outbox of mail: an order is written in the transaction of what it follows from, and the orchestrator sends it.
 * It holds no token and no text: the letter is written when it is sent, and whether an account has the address at all
 * is looked up then. The row goes once the letter is out.
 */
export const mailOrders = mysqlTable(
  'mail_orders',
  {
    id: ulidColumn('id').primaryKey(),
    kind: mysqlEnum('kind', mailKinds).notNull(),
    /** As it was typed, lower case: nobody may have it. */
    email: varchar('email', { length: 254 }).notNull(),
    createdAt: timeColumn('created_at').notNull(),
    tries: int('tries').notNull().default(0),
    tryAt: timeColumn('try_at').notNull(),
  },
  (table) => [index('mail_orders_due').on(table.tryAt), index('mail_orders_email').on(table.email)],
);

export type MailOrder = typeof mailOrders.$inferSelect;
