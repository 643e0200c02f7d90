import { bigint, index, json, mysqlTable, varchar } from 'drizzle-orm/mysql-core';
import type { EventMessage } from '#lib/domain/events.ts';
import { timeColumn, ulidColumn } from './columns.ts';

/** Messages that were committed together with what they tell of. The relay sends them to Kafka. */
export const outbox = mysqlTable(
  'outbox',
  {
    id: bigint('id', { mode: 'number' }).autoincrement().primaryKey(),
    eventId: ulidColumn('event_id').notNull(),
    topic: varchar('topic', { length: 64 }).notNull(),
    messageKey: varchar('message_key', { length: 64 }).notNull(),
    message: json('message').$type<EventMessage>().notNull(),
    createdAt: timeColumn('created_at').notNull(),
    publishedAt: timeColumn('published_at'),
  },
  (table) => [index('outbox_unpublished').on(table.publishedAt, table.id)],
);
