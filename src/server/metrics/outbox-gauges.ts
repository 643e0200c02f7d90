import { count, eq, isNull, min } from 'drizzle-orm';
import type { Database } from '../db/client.ts';
import { duties } from '../db/schema/duties.ts';
import { mailOrders } from '../db/schema/mail-orders.ts';
import { outbox } from '../db/schema/outbox.ts';
import { webhookDeliveries } from '../db/schema/webhooks.ts';
import type { Clock } from '../ports/clock.ts';
import type { GaugeSource } from './registry.ts';

/** What is to be told and has not been, and whether somebody does so. */
export function outboxGauges({ db, clock }: { db: Database; clock: Clock }): readonly GaugeSource[] {
  return [
    {
      name: 'sluice_outbox_oldest_seconds',
      help: 'Age of the oldest message that Kafka has not taken; 0 when all are sent',
      async read() {
        const [row] = await db
          .select({ since: min(outbox.createdAt) })
          .from(outbox)
          .where(isNull(outbox.publishedAt));
        return [{ value: row?.since ? (clock.now().getTime() - row.since.getTime()) / 1000 : 0 }];
      },
    },
    {
      name: 'sluice_outbox_waiting_messages',
      help: 'Messages that Kafka has not taken',
      async read() {
        const [row] = await db.select({ rows: count() }).from(outbox).where(isNull(outbox.publishedAt));
        return [{ value: row?.rows ?? 0 }];
      },
    },
    {
      name: 'sluice_waiting_letters',
      help: 'Letters that no mail server has taken yet',
      async read() {
        const [row] = await db.select({ rows: count() }).from(mailOrders);
        return [{ value: row?.rows ?? 0 }];
      },
    },
    {
      name: 'sluice_waiting_deliveries',
      help: 'Webhooks that their receiver has not taken yet',
      async read() {
        const [row] = await db
          .select({ rows: count() })
          .from(webhookDeliveries)
          .where(eq(webhookDeliveries.status, 'waiting'));
        return [{ value: row?.rows ?? 0 }];
      },
    },
    {
      name: 'sluice_held_duties',
      help: '1 while some orchestrator does this work for all, 0 while none does',
      labelNames: ['duty'],
      async read() {
        const now = clock.now();
        const rows = await db.select({ duty: duties.name, heldUntil: duties.heldUntil }).from(duties);
        return rows.map(({ duty, heldUntil }) => ({ labels: { duty }, value: heldUntil > now ? 1 : 0 }));
      },
    },
  ];
}
