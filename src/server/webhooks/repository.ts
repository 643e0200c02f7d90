import { and, asc, count, desc, eq, isNull, lt, ne, or } from 'drizzle-orm';
import { affectedRows, type Executor } from '../db/client.ts';
import {
  type DeliveryRow,
  type EndpointRow,
  webhookDeliveries,
  webhookEndpoints,
} from '../db/schema/webhooks.ts';

export async function insertEndpoint(db: Executor, endpoint: EndpointRow): Promise<void> {
  await db.insert(webhookEndpoints).values(endpoint);
}

export async function findEndpointsOf(db: Executor, userId: string): Promise<EndpointRow[]> {
  return db
    .select()
    .from(webhookEndpoints)
    .where(eq(webhookEndpoints.userId, userId))
    .orderBy(asc(webhookEndpoints.id));
}

export async function findEndpoint(
  db: Executor,
  userId: string,
  id: string,
): Promise<EndpointRow | undefined> {
  const [endpoint] = await db
    .select()
    .from(webhookEndpoints)
    .where(and(eq(webhookEndpoints.id, id), eq(webhookEndpoints.userId, userId)));
  return endpoint;
}

export async function changeEndpoint(
  db: Executor,
  id: string,
  changes: Partial<Pick<EndpointRow, 'url' | 'events' | 'enabled' | 'note' | 'failingSince'>>,
): Promise<void> {
  await db.update(webhookEndpoints).set(changes).where(eq(webhookEndpoints.id, id));
}

/** Removes the endpoint, if it is this person's, with all its deliveries; answers whether there was one. */
export async function deleteEndpoint(db: Executor, userId: string, id: string): Promise<boolean> {
  const isIts = and(eq(webhookEndpoints.id, id), eq(webhookEndpoints.userId, userId));
  const [found] = await db.select({ id: webhookEndpoints.id }).from(webhookEndpoints).where(isIts);
  if (!found) return false;
  await db.delete(webhookDeliveries).where(eq(webhookDeliveries.endpointId, id));
  return affectedRows(await db.delete(webhookEndpoints).where(isIts)) === 1;
}

/** Newest first. */
export async function listDeliveries(
  db: Executor,
  endpointId: string,
  page: { readonly limit: number; readonly skip: number },
): Promise<{ rows: DeliveryRow[]; total: number }> {
  const isIts = eq(webhookDeliveries.endpointId, endpointId);
  const [rows, [counted]] = await Promise.all([
    db
      .select()
      .from(webhookDeliveries)
      .where(isIts)
      .orderBy(desc(webhookDeliveries.id))
      .limit(page.limit)
      .offset(page.skip),
    db.select({ total: count() }).from(webhookDeliveries).where(isIts),
  ]);
  return { rows, total: counted?.total ?? 0 };
}

export async function findDelivery(
  db: Executor,
  endpointId: string,
  id: string,
): Promise<DeliveryRow | undefined> {
  const [delivery] = await db
    .select()
    .from(webhookDeliveries)
    .where(and(eq(webhookDeliveries.id, id), eq(webhookDeliveries.endpointId, endpointId)));
  return delivery;
}

/** Due at once, with all its attempts before it; one that is being sent right now is let be. */
export async function sendAgain(db: Executor, id: string, now: Date): Promise<void> {
  const isAtRest = or(
    ne(webhookDeliveries.status, 'waiting'),
    isNull(webhookDeliveries.leasedUntil),
    lt(webhookDeliveries.leasedUntil, now),
  );
  await db
    .update(webhookDeliveries)
    .set({ status: 'waiting', attempts: 0, dueAt: now, endedAt: null, leasedUntil: null })
    .where(and(eq(webhookDeliveries.id, id), isAtRest));
}
