import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import { shareOf } from '#lib/domain/id-share.ts';
import type { DeliveryAttempt } from '#lib/domain/webhook-event.ts';
import { pauseBeforeRetry } from '#lib/domain/webhook-retry.ts';
import { affectedRows, type Database, type Transaction } from '../db/client.ts';
import { retryDeadlock } from '../db/retry-deadlock.ts';
import { type EndpointRow, webhookDeliveries, webhookEndpoints } from '../db/schema/webhooks.ts';
import type { Clock } from '../ports/clock.ts';
import type { ClaimedDelivery } from './claim-delivery.ts';
import { switchOff } from './switch-off.ts';

/** The newest of them: what went wrong last is what one wants to know. */
const KEPT_ATTEMPTS = 20;
/** An endpoint that has accepted nothing for this long when a delivery is given up is switched off. */
const PATIENCE_MS = 24 * 3_600_000;

/** `superseded`: another has claimed it meanwhile, and the outcome changed nothing. */
export type Settlement = 'delivered' | 'failed' | 'given-up' | 'superseded';

/** Notes how an attempt went and what comes next. Only the newest claim's word counts. */
export async function settleDelivery(
  { db, clock }: { readonly db: Database; readonly clock: Clock },
  { delivery, endpoint }: ClaimedDelivery,
  attempt: DeliveryAttempt,
): Promise<Settlement> {
  const now = clock.now();
  const attempts = delivery.attempts + 1;
  const isDelivered = attempt.error === null;
  const pauseMs = isDelivered ? undefined : pauseBeforeRetry(attempts, shareOf(`${delivery.id}/${attempts}`));
  const next =
    pauseMs === undefined
      ? { status: isDelivered ? ('delivered' as const) : ('given-up' as const), endedAt: now }
      : { dueAt: new Date(now.getTime() + pauseMs) };
  // What is sent and not noted would be sent again.
  const noted = () =>
    db.transaction(async (tx): Promise<Settlement> => {
      const settled = await tx
        .update(webhookDeliveries)
        .set({ ...next, attempts, leasedUntil: null, log: [...delivery.log, attempt].slice(-KEPT_ATTEMPTS) })
        .where(
          and(
            eq(webhookDeliveries.id, delivery.id),
            eq(webhookDeliveries.epoch, delivery.epoch),
            eq(webhookDeliveries.status, 'waiting'),
          ),
        );
      if (affectedRows(settled) === 0) return 'superseded';
      await noteHealth(tx, endpoint.id, isDelivered ? null : now);
      if (isDelivered) return 'delivered';
      if (pauseMs !== undefined) return 'failed';
      await switchOffIfHopeless(tx, endpoint, attempt, now);
      return 'given-up';
    });
  return retryDeadlock(noted);
}

/** `failingSince` is the first failure after the last success. */
async function noteHealth(tx: Transaction, endpointId: string, failedAt: Date | null): Promise<void> {
  const isOther = failedAt ? isNull(webhookEndpoints.failingSince) : isNotNull(webhookEndpoints.failingSince);
  await tx
    .update(webhookEndpoints)
    .set({ failingSince: failedAt })
    .where(and(eq(webhookEndpoints.id, endpointId), isOther));
}

async function switchOffIfHopeless(
  tx: Transaction,
  { id, userId }: EndpointRow,
  attempt: DeliveryAttempt,
  now: Date,
): Promise<void> {
  const [endpoint] = await tx.select().from(webhookEndpoints).where(eq(webhookEndpoints.id, id));
  const failingSince = endpoint?.failingSince;
  if (!failingSince || now.getTime() - failingSince.getTime() < PATIENCE_MS) return;
  const note = `Switched off: nothing was accepted since ${failingSince.toISOString()}. At last: ${attempt.error}.`;
  await switchOff(tx, { id, userId, note, now });
}
