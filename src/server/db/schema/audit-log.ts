import { bigint, char, index, json, mysqlTable, uniqueIndex, varchar } from 'drizzle-orm/mysql-core';
import { timeColumn, ulidColumn } from './columns.ts';

/**
 * Who did what to whom. Rows are added and never changed, and they outlive the account that they speak of. Each holds the
 * hash of the one before (`audit/chain.ts`), so that a change is found.
 */
export const auditLog = mysqlTable(
  'audit_log',
  {
    id: bigint('id', { mode: 'number' }).autoincrement().primaryKey(),
    at: timeColumn('at').notNull(),
    /** Null: nobody was signed in. */
    actorId: ulidColumn('actor_id'),
    action: varchar('action', { length: 60 }).notNull(),
    subjectType: varchar('subject_type', { length: 30 }),
    subjectId: varchar('subject_id', { length: 64 }),
    /** Where the request came from; IPv6 at its longest. */
    address: varchar('address', { length: 45 }),
    details: json('details').$type<Readonly<Record<string, unknown>>>().notNull(),
    /** In the chain, without a gap; null, like the hashes, of a row from before there was one. */
    position: bigint('position', { mode: 'number' }),
    previousHash: char('previous_hash', { length: 64 }),
    hash: char('hash', { length: 64 }),
  },
  (table) => [
    index('audit_log_actor').on(table.actorId, table.id),
    uniqueIndex('audit_log_position').on(table.position),
    index('audit_log_action').on(table.action, table.id),
    index('audit_log_at').on(table.at),
    index('audit_log_subject').on(table.subjectId, table.id),
  ],
);
