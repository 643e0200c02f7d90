import { AppError } from '#lib/domain/errors.ts';
import type { WebhookEvent } from '#lib/domain/webhook-event.ts';
import type { Viewer } from '../accounts/viewer.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Database } from '../db/client.ts';
import type { EndpointRow } from '../db/schema/webhooks.ts';
import type { Clock } from '../ports/clock.ts';
import { composeBody } from './compose-body.ts';
import { insertDelivery } from './queue-deliveries.ts';
import {
  changeEndpoint,
  deleteEndpoint,
  findDelivery,
  findEndpoint,
  findEndpointsOf,
  insertEndpoint,
  listDeliveries,
  sendAgain,
} from './repository.ts';
import { makeWebhookSecret } from './signature.ts';
import { switchOff } from './switch-off.ts';
import { toDeliveryDto, toWebhookDto } from './webhook-dto.ts';

const MAX_ENDPOINTS = 10;

export interface WebhookServiceParts {
  readonly db: Database;
  readonly clock: Clock;
  /** Refuses, or answers the URL as it is to be stored. */
  readonly checkTarget: (url: string) => Promise<string>;
}

export interface WebhookChanges {
  readonly url?: string | undefined;
  readonly events?: readonly WebhookEvent[] | undefined;
  readonly enabled?: boolean | undefined;
}

const unique = (events: readonly WebhookEvent[]) => [...new Set(events)];

/** What people do with their webhooks. The sending itself is the orchestrator's. */
export function createWebhookService({ db, clock, checkTarget }: WebhookServiceParts) {
  function auditOf(
    { userId }: Viewer,
    action: 'webhook.created' | 'webhook.deleted',
    id: string,
    address: string | null,
  ) {
    return { actorId: userId, action, subject: { type: 'webhook', id }, address } as const;
  }

  async function need({ userId }: Viewer, id: string): Promise<EndpointRow> {
    const endpoint = await findEndpoint(db, userId, id);
    if (!endpoint) throw new AppError('NOT_FOUND', 'This webhook does not exist, or it is not yours.');
    return endpoint;
  }

  async function needDelivery(viewer: Viewer, id: string, deliveryId: string) {
    const endpoint = await need(viewer, id);
    const delivery = await findDelivery(db, id, deliveryId);
    if (!delivery) throw new AppError('NOT_FOUND', 'This delivery does not exist.');
    return { endpoint, delivery };
  }

  function needEnabled({ enabled }: EndpointRow): void {
    if (!enabled)
      throw new AppError('VALIDATION_FAILED', 'This webhook is switched off. Switch it on first.');
  }

  return {
    async list({ userId }: Viewer) {
      return (await findEndpointsOf(db, userId)).map(toWebhookDto);
    },

    /** @returns the secret too: this once */
    async create(
      viewer: Viewer,
      input: { readonly url: string; readonly events: readonly WebhookEvent[] },
      address: string | null = null,
    ) {
      const url = await checkTarget(input.url);
      if ((await findEndpointsOf(db, viewer.userId)).length >= MAX_ENDPOINTS)
        throw new AppError('QUOTA_EXCEEDED', `You have ${MAX_ENDPOINTS} webhooks already. Remove one first.`);
      const endpoint: EndpointRow = {
        id: clock.newId(),
        userId: viewer.userId,
        url,
        secret: makeWebhookSecret(),
        events: unique(input.events),
        enabled: true,
        note: null,
        failingSince: null,
        createdAt: clock.now(),
      };
      await db.transaction(async (tx) => {
        await insertEndpoint(tx, endpoint);
        await recordAudit(tx, clock, auditOf(viewer, 'webhook.created', endpoint.id, address));
      });
      return { ...toWebhookDto(endpoint), secret: endpoint.secret };
    },

    /** Switched on again, it begins with a clean slate; switched off, what waited for it is given up. */
    async update(viewer: Viewer, id: string, changes: WebhookChanges) {
      await need(viewer, id);
      const url = changes.url === undefined ? undefined : await checkTarget(changes.url);
      await db.transaction(async (tx) => {
        if (changes.enabled === false)
          await switchOff(tx, { id, userId: viewer.userId, note: null, now: clock.now() });
        const given = {
          ...(url !== undefined && { url }),
          ...(changes.events && { events: unique(changes.events) }),
          ...(changes.enabled === true && { enabled: true, note: null, failingSince: null }),
        };
        if (Object.keys(given).length > 0) await changeEndpoint(tx, id, given);
      });
      return toWebhookDto(await need(viewer, id));
    },

    async remove(viewer: Viewer, id: string, address: string | null = null): Promise<void> {
      await need(viewer, id);
      await db.transaction(async (tx) => {
        if (await deleteEndpoint(tx, viewer.userId, id))
          await recordAudit(tx, clock, auditOf(viewer, 'webhook.deleted', id, address));
      });
    },

    async deliveries(viewer: Viewer, id: string, page: { readonly limit: number; readonly skip: number }) {
      await need(viewer, id);
      const { rows, total } = await listDeliveries(db, id, page);
      return { deliveries: rows.map(toDeliveryDto), total, ...page };
    },

    /** Sends it once more, with the same event id and the same bytes. */
    async redeliver(viewer: Viewer, id: string, deliveryId: string) {
      const { endpoint } = await needDelivery(viewer, id, deliveryId);
      needEnabled(endpoint);
      await sendAgain(db, deliveryId, clock.now());
      return toDeliveryDto((await needDelivery(viewer, id, deliveryId)).delivery);
    },

    /** Sends an event that tells of nothing, to try the endpoint. */
    async ping(viewer: Viewer, id: string) {
      const endpoint = await need(viewer, id);
      needEnabled(endpoint);
      const eventId = clock.newId();
      const body = composeBody({ id: eventId, type: 'ping', occurredAt: clock.now() }, { webhookId: id });
      const deliveryId = await db.transaction((tx) =>
        insertDelivery(tx, clock, {
          endpointId: id,
          userId: viewer.userId,
          eventId,
          eventType: 'ping',
          body,
        }),
      );
      return toDeliveryDto((await needDelivery(viewer, id, deliveryId)).delivery);
    },
  };
}
