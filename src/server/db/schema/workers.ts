import { boolean, char, index, mysqlEnum, mysqlTable, varchar } from 'drizzle-orm/mysql-core';
import { workerCapacities } from '#lib/domain/capacity.ts';
import { timeColumn, ulidColumn } from './columns.ts';

const workerStatuses = ['launched', 'active', 'exited'] as const;

/** One transcoder container, from the decision to launch it until it is gone. */
export const workers = mysqlTable(
  'workers',
  {
    id: ulidColumn('id').primaryKey(),
    launcher: varchar('launcher', { length: 16 }).notNull(),
    /** What the launcher calls it: a process id, a task ARN. */
    handle: varchar('handle', { length: 255 }),
    status: mysqlEnum('status', workerStatuses).notNull().default('launched'),
    /** SHA-256 of the one-use launch ticket; cleared by its exchange. */
    ticketHash: char('ticket_hash', { length: 64 }),
    /** SHA-256 of the session token that the ticket was exchanged for. */
    sessionHash: char('session_hash', { length: 64 }),
    capacity: mysqlEnum('capacity', workerCapacities).notNull().default('local'),
    /** Stays without work: WORKERS_MIN of them are kept. */
    isWarm: boolean('is_warm').notNull().default(false),
    launchedAt: timeColumn('launched_at').notNull(),
    lastSeenAt: timeColumn('last_seen_at').notNull(),
    exitedAt: timeColumn('exited_at'),
  },
  (table) => [index('workers_status').on(table.status, table.lastSeenAt)],
);
