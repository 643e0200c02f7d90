import { and, eq } from 'drizzle-orm';
import type { Transaction } from '../db/client.ts';
import { webhookDeliveries, webhookEndpoints } from '../db/schema/webhooks.ts';

/** Nothing more is sent to the endpoint; what waited for it is given up. Deliveries first, as everywhere. */
export async function switchOff(
  tx: Transaction,
  endpoint: {
    readonly id: string;
    readonly userId: string;
    readonly note: string | null;
    readonly now: Date;
  },
): Promise<void> {
  const { id, userId, note, now } = endpoint;
  await tx
    .update(webhookDeliveries)
    .set({ status: 'given-up', endedAt: now })
    .where(and(eq(webhookDeliveries.endpointId, id), eq(webhookDeliveries.status, 'waiting')));
  await tx
    .update(webhookEndpoints)
    .set({ enabled: false, note })
    .where(and(eq(webhookEndpoints.id, id), eq(webhookEndpoints.userId, userId)));
}
