import { index, mysqlTable, primaryKey, varchar } from 'drizzle-orm/mysql-core';
import { timeColumn, ulidColumn } from './columns.ts';

/** The inbox: a consumer writes the event's id beside its effect, so a redelivery has none. */
export const processedEvents = mysqlTable(
  'processed_events',
  {
    consumer: varchar('consumer', { length: 40 }).notNull(),
    eventId: ulidColumn('event_id').notNull(),
    processedAt: timeColumn('processed_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.consumer, table.eventId] }),
    index('processed_events_age').on(table.processedAt),
  ],
);
