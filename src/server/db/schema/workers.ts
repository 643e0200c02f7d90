import { boolean, char, index, int, mysqlEnum, mysqlTable, varchar } from 'drizzle-orm/mysql-core';
import { workerCapacities } from '#lib/domain/capacity.ts';
import { workerEndCauses } from '#lib/domain/worker-end.ts';
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
    /**
     * The ticket itself, from the decision to launch until the launcher has answered: whoever has to repeat the
     * launch after a crash must ask for the very same thing, or a second container starts.
     */
    launchTicket: varchar('launch_ticket', { length: 64 }),
    /** Attempts at the launch that were refused for certain: with the id, the launcher's client token. */
    launchAttempt: int('launch_attempt').notNull().default(0),
    /** Calls that were throttled, or whose answer was lost. */
    launchTries: int('launch_tries').notNull().default(0),
    /** No sooner is the launch repeated. */
    launchAgainAt: timeColumn('launch_again_at'),
    lastSeenAt: timeColumn('last_seen_at').notNull(),
    exitedAt: timeColumn('exited_at'),
    endCause: mysqlEnum('end_cause', workerEndCauses),
    /** In the launcher's own words. */
    endDetail: varchar('end_detail', { length: 400 }),
    /** What the launcher's events said last, and the version that they gave it: what is older changes nothing. */
    launcherStatus: varchar('launcher_status', { length: 20 }),
    launcherVersion: int('launcher_version').notNull().default(-1),
    /** The launcher holds nothing of it any more. An exited worker without this is looked after until it is gone. */
    goneAt: timeColumn('gone_at'),
  },
  (table) => [
    index('workers_status').on(table.status, table.lastSeenAt),
    index('workers_gone').on(table.launcher, table.goneAt),
  ],
);
