import type { Executor } from '../db/client.ts';
import { type MailKind, mailOrders } from '../db/schema/mail-orders.ts';
import type { Clock } from '../ports/clock.ts';

/**
 * Has a letter sent to an address, in the transaction of what it follows from: it is neither lost nor sent for what
 * never happened. One row whoever has the address, so that neither text nor time tells whether anybody does.
 */
export async function orderMail(tx: Executor, clock: Clock, kind: MailKind, email: string): Promise<void> {
  const now = clock.now();
  await tx.insert(mailOrders).values({ id: clock.newId(), kind, email, createdAt: now, tryAt: now });
}
