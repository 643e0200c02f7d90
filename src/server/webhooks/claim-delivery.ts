import { and, asc, eq, isNull, lt, lte, notInArray, or } from 'drizzle-orm';
import type { Database } from '../db/client.ts';
import {
  type DeliveryRow,
  type EndpointRow,
  webhookDeliveries,
  webhookEndpoints,
} from '../db/schema/webhooks.ts';
import type { Clock } from '../ports/clock.ts';
import { SEND_TIMEOUT_MS } from './send-delivery.ts';

/** Longer than any send may last: whoever has not settled by then is dead, and another sends it again. */
const LEASE_MS = 2 * SEND_TIMEOUT_MS;

export interface ClaimedDelivery {
  /** `epoch` is the claim's own. */
  readonly delivery: DeliveryRow;
  readonly endpoint: EndpointRow;
}

/**
 * Takes the delivery that is due longest, so that no other replica sends it too.
 * @param busyEndpoints ids of those that get no further one now
 * @returns undefined when none is due; `closed` when it met one whose endpoint is gone or off: that is given up
 */
export async function claimDelivery(
  { db, clock }: { readonly db: Database; readonly clock: Clock },
  busyEndpoints: readonly string[],
): Promise<ClaimedDelivery | 'closed' | undefined> {
  const now = clock.now();
  const isDue = and(
    eq(webhookDeliveries.status, 'waiting'),
    lte(webhookDeliveries.dueAt, now),
    or(isNull(webhookDeliveries.leasedUntil), lt(webhookDeliveries.leasedUntil, now)),
    busyEndpoints.length > 0 ? notInArray(webhookDeliveries.endpointId, [...busyEndpoints]) : undefined,
  );
  // Mostly there is nothing: then one query does.
  const [waiting] = await db
    .select({ id: webhookDeliveries.id })
    .from(webhookDeliveries)
    .where(isDue)
    .limit(1);
  if (!waiting) return undefined;
  return db.transaction(async (tx) => {
    const [delivery] = await tx
      .select()
      .from(webhookDeliveries)
      .where(isDue)
      .orderBy(asc(webhookDeliveries.dueAt))
      .limit(1)
      .for('update', { skipLocked: true });
    if (!delivery) return undefined;
    const isIt = eq(webhookDeliveries.id, delivery.id);
    const [endpoint] = await tx
      .select()
      .from(webhookEndpoints)
      .where(eq(webhookEndpoints.id, delivery.endpointId));
    if (!endpoint?.enabled) {
      await tx.update(webhookDeliveries).set({ status: 'given-up', endedAt: now }).where(isIt);
      return 'closed';
    }
    const epoch = delivery.epoch + 1;
    const leasedUntil = new Date(now.getTime() + LEASE_MS);
    await tx.update(webhookDeliveries).set({ epoch, leasedUntil }).where(isIt);
    return { delivery: { ...delivery, epoch, leasedUntil }, endpoint };
  });
}
