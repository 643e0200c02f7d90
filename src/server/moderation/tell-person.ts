import { and, eq, isNull } from 'drizzle-orm';
import type { Transaction } from '../db/client.ts';
import { mailOrders } from '../db/schema/mail-orders.ts';
import { users } from '../db/schema/users.ts';
import { orderMail } from '../mail/order-mail.ts';
import type { Clock } from '../ports/clock.ts';

const kind = 'moderation-notice';

/** Has a letter sent that holds every notice the person has not read: one letter, however many decisions at once. */
export async function tellPerson(tx: Transaction, clock: Clock, userId: string): Promise<void> {
  const [user] = await tx
    .select({ email: users.email })
    .from(users)
    .where(and(eq(users.id, userId), isNull(users.deletedAt)));
  if (!user) return;
  const [waiting] = await tx
    .select({ id: mailOrders.id })
    .from(mailOrders)
    .where(and(eq(mailOrders.email, user.email), eq(mailOrders.kind, kind), eq(mailOrders.tries, 0)))
    .limit(1);
  if (!waiting) await orderMail(tx, clock, kind, user.email);
}
