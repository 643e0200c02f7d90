import type { DeliveryAttempt } from '#lib/domain/webhook-event.ts';
import type { Database } from '../db/client.ts';
import type { Log } from '../log.ts';
import type { Clock } from '../ports/clock.ts';
import { type ClaimedDelivery, claimDelivery } from './claim-delivery.ts';
import type { SendDelivery } from './send-delivery.ts';
import { type Settlement, settleDelivery } from './settle-delivery.ts';
import { signDelivery } from './signature.ts';

/** Of one replica. A send waits for the network most of its time. */
const MOST_AT_ONCE = 16;
/** A slow endpoint keeps the others from nothing. */
const MOST_PER_ENDPOINT = 2;

export interface DelivererParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly send: SendDelivery;
  readonly countAttempt: (settlement: Settlement) => void;
}

/** Sends what is due. Every replica runs one: claims keep them apart. */
export function createDeliverer(parts: DelivererParts) {
  const running = new Map<Promise<void>, string>();

  function busyEndpoints(): string[] {
    const counts = Map.groupBy(running.values(), (endpointId) => endpointId);
    return [...counts].filter(([, sends]) => sends.length >= MOST_PER_ENDPOINT).map(([id]) => id);
  }

  return {
    /** Starts as many as there is room for; does not wait for them. */
    async run(): Promise<void> {
      while (running.size < MOST_AT_ONCE) {
        const claimed = await claimDelivery(parts, busyEndpoints());
        if (!claimed) return;
        if (claimed === 'closed') continue;
        const ended = deliver(parts, claimed).finally(() => running.delete(ended));
        running.set(ended, claimed.endpoint.id);
      }
    },

    /** Resolves when nothing is being sent. */
    async rest(): Promise<void> {
      await Promise.all(running.keys());
    },
  };
}

/** One attempt. If it can not be noted, its claim runs out and it is made again. */
async function deliver({ db, clock, log, send, countAttempt }: DelivererParts, claimed: ClaimedDelivery) {
  const { delivery, endpoint } = claimed;
  try {
    const at = clock.now();
    const outcome = await send({
      url: endpoint.url,
      body: delivery.body,
      headers: {
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(delivery.body)),
        'user-agent': 'Sluice-Webhooks/1',
        'sluice-event-id': delivery.eventId,
        'sluice-event-type': delivery.eventType,
        'sluice-delivery-id': delivery.id,
        'sluice-signature': signDelivery(endpoint.secret, delivery.body, at),
      },
    });
    const durationMs = clock.now().getTime() - at.getTime();
    const attempt: DeliveryAttempt = { at: at.toISOString(), durationMs, ...outcome };
    countAttempt(await settleDelivery({ db, clock }, claimed, attempt));
  } catch (error) {
    log.error({ err: error, deliveryId: delivery.id }, 'a webhook delivery could not be noted');
  }
}
