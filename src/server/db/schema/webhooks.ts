import {
  boolean,
  index,
  int,
  json,
  mysqlEnum,
  mysqlTable,
  text,
  uniqueIndex,
  varchar,
} from 'drizzle-orm/mysql-core';
import {
  type DeliveryAttempt,
  type DeliveryType,
  deliveryStatuses,
  type WebhookEvent,
} from '#lib/domain/webhook-event.ts';
import { timeColumn, ulidColumn } from './columns.ts';

/** Where a person's own programs want to be told what happens to their videos. */
export const webhookEndpoints = mysqlTable(
  'webhook_endpoints',
  {
    id: ulidColumn('id').primaryKey(),
    userId: ulidColumn('user_id').notNull(),
    url: varchar('url', { length: 2048 }).notNull(),
    /** In the clear: signing needs it. It signs our own words and opens nothing of ours. */
    secret: varchar('secret', { length: 80 }).notNull(),
    events: json('events').$type<readonly WebhookEvent[]>().notNull(),
    enabled: boolean('enabled').notNull().default(true),
    /** Why we switched it off; null when we did not. */
    note: varchar('note', { length: 300 }),
    /** Since when every attempt has failed. */
    failingSince: timeColumn('failing_since'),
    createdAt: timeColumn('created_at').notNull(),
  },
  (table) => [index('webhook_endpoints_user').on(table.userId)],
);

/** One event for one endpoint, written in the transaction of the event itself. */
export const webhookDeliveries = mysqlTable(
  'webhook_deliveries',
  {
    id: ulidColumn('id').primaryKey(),
    endpointId: ulidColumn('endpoint_id').notNull(),
    /** The endpoint's: what a person leaves behind is found by it. */
    userId: ulidColumn('user_id').notNull(),
    /** The outbox event's: the same for every attempt and endpoint. */
    eventId: ulidColumn('event_id').notNull(),
    eventType: varchar('event_type', { length: 40 }).$type<DeliveryType>().notNull(),
    /** The very bytes that every attempt sends. */
    body: text('body').notNull(),
    status: mysqlEnum('status', deliveryStatuses).notNull().default('waiting'),
    /** Failed ones since it was (last) asked for. */
    attempts: int('attempts').notNull().default(0),
    /** Rises with every claim: who sent for an older one changes nothing. */
    epoch: int('epoch').notNull().default(0),
    /** The next try. */
    dueAt: timeColumn('due_at').notNull(),
    /** Being sent; past it, whoever sent it counts as dead. */
    leasedUntil: timeColumn('leased_until'),
    /** The newest attempts, oldest first. */
    log: json('log').$type<readonly DeliveryAttempt[]>().notNull(),
    createdAt: timeColumn('created_at').notNull(),
    endedAt: timeColumn('ended_at'),
  },
  (table) => [
    index('webhook_deliveries_due').on(table.status, table.dueAt),
    uniqueIndex('webhook_deliveries_once').on(table.endpointId, table.eventId),
    index('webhook_deliveries_user').on(table.userId),
    index('webhook_deliveries_age').on(table.endedAt),
  ],
);

export type EndpointRow = typeof webhookEndpoints.$inferSelect;
export type DeliveryRow = typeof webhookDeliveries.$inferSelect;
