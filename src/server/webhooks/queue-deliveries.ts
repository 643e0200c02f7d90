import { and, eq } from 'drizzle-orm';
import type { DeliveryType, WebhookEvent } from '#lib/domain/webhook-event.ts';
import type { Transaction } from '../db/client.ts';
import { videos } from '../db/schema/videos.ts';
import { webhookDeliveries, webhookEndpoints } from '../db/schema/webhooks.ts';
import type { Clock } from '../ports/clock.ts';
import { composeBody, describeVideo, type ToldVideo } from './compose-body.ts';

/**
 * Writes a delivery for every endpoint of the owner that wants this event, in the transaction of the event: both are
 * committed, or neither.
 * @param event `id`: the outbox event's
 */
export async function queueDeliveries(
  tx: Transaction,
  clock: Clock,
  event: {
    readonly id: string;
    readonly type: WebhookEvent;
    readonly videoId: string;
    readonly ownerId: string;
  },
): Promise<void> {
  const endpoints = await tx
    .select({ id: webhookEndpoints.id, events: webhookEndpoints.events })
    .from(webhookEndpoints)
    .where(and(eq(webhookEndpoints.userId, event.ownerId), eq(webhookEndpoints.enabled, true)));
  const wanting = endpoints.filter(({ events }) => events.includes(event.type));
  if (wanting.length === 0) return;
  const video = await findToldVideo(tx, event.videoId);
  if (!video) return;
  const occurredAt = clock.now();
  const body = composeBody({ ...event, occurredAt }, describeVideo(video));
  for (const { id: endpointId } of wanting)
    await insertDelivery(tx, clock, {
      endpointId,
      userId: event.ownerId,
      eventId: event.id,
      eventType: event.type,
      body,
    });
}

/** @returns the delivery's id */
export async function insertDelivery(
  tx: Transaction,
  clock: Clock,
  delivery: {
    readonly endpointId: string;
    readonly userId: string;
    readonly eventId: string;
    readonly eventType: DeliveryType;
    readonly body: string;
  },
): Promise<string> {
  const id = clock.newId();
  const now = clock.now();
  await tx.insert(webhookDeliveries).values({ ...delivery, id, log: [], dueAt: now, createdAt: now });
  return id;
}

async function findToldVideo(tx: Transaction, videoId: string): Promise<ToldVideo | undefined> {
  const [video] = await tx
    .select({
      id: videos.id,
      title: videos.title,
      originalFilename: videos.originalFilename,
      status: videos.status,
      playable: videos.playable,
      visibility: videos.visibility,
      moderation: videos.moderation,
      durationMs: videos.durationMs,
      errorCode: videos.errorCode,
      createdAt: videos.createdAt,
      processedAt: videos.processedAt,
    })
    .from(videos)
    .where(eq(videos.id, videoId));
  return video;
}
