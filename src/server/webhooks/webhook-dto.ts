import type {
  DeliveryAttempt,
  DeliveryStatus,
  DeliveryType,
  WebhookEvent,
} from '#lib/domain/webhook-event.ts';
import type { DeliveryRow, EndpointRow } from '../db/schema/webhooks.ts';

export interface WebhookDto {
  readonly id: string;
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  readonly enabled: boolean;
  /** Why it was switched off, if its owner did not do it. */
  readonly note: string | null;
  /** Since when every attempt has failed. */
  readonly failingSince: string | null;
  readonly createdAt: string;
}

export interface DeliveryDto {
  readonly id: string;
  readonly eventId: string;
  readonly eventType: DeliveryType;
  readonly status: DeliveryStatus;
  readonly attempts: number;
  /** Of the last attempt; null before the first, or when no answer came. */
  readonly responseCode: number | null;
  readonly durationMs: number | null;
  readonly error: string | null;
  readonly nextTryAt: string | null;
  readonly createdAt: string;
  readonly endedAt: string | null;
  readonly log: readonly DeliveryAttempt[];
}

export function toWebhookDto(endpoint: EndpointRow): WebhookDto {
  const { id, url, events, enabled, note, failingSince, createdAt } = endpoint;
  return {
    id,
    url,
    events,
    enabled,
    note,
    failingSince: failingSince?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}

export function toDeliveryDto(row: DeliveryRow): DeliveryDto {
  const last = row.log.at(-1);
  return {
    id: row.id,
    eventId: row.eventId,
    eventType: row.eventType,
    status: row.status,
    attempts: row.attempts,
    responseCode: last?.responseCode ?? null,
    durationMs: last?.durationMs ?? null,
    error: last?.error ?? null,
    nextTryAt: row.status === 'waiting' ? row.dueAt.toISOString() : null,
    createdAt: row.createdAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    log: row.log,
  };
}
