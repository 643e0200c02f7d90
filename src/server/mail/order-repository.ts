import { and, asc, eq, lte } from 'drizzle-orm';
import { affectedRows, type Executor } from '../db/client.ts';
import { type MailOrder, mailOrders } from '../db/schema/mail-orders.ts';

export async function findDueOrders(db: Executor, now: Date, limit: number): Promise<readonly MailOrder[]> {
  return db
    .select()
    .from(mailOrders)
    .where(lte(mailOrders.tryAt, now))
    .orderBy(asc(mailOrders.tryAt))
    .limit(limit);
}

/** Takes the next try of an order: one of several replicas gets it, and it is due again only at `tryAt`. */
export async function claimOrder(db: Executor, { id, tries }: MailOrder, tryAt: Date): Promise<boolean> {
  const result = await db
    .update(mailOrders)
    .set({ tries: tries + 1, tryAt })
    .where(and(eq(mailOrders.id, id), eq(mailOrders.tries, tries)));
  return affectedRows(result) === 1;
}

export async function removeOrder(db: Executor, id: string): Promise<void> {
  await db.delete(mailOrders).where(eq(mailOrders.id, id));
}
