import { eq, sql } from 'drizzle-orm';
import { composeEvent } from '#lib/domain/compose-event.ts';
import { topics } from '#lib/domain/events.ts';
import type { WebhookEvent } from '#lib/domain/webhook-event.ts';
import type { Transaction } from '../db/client.ts';
import { videos } from '../db/schema/videos.ts';
import type { Clock } from '../ports/clock.ts';
import { queueDeliveries } from '../webhooks/queue-deliveries.ts';
import { appendToOutbox } from './append.ts';

/**
 * Raises the video's version and tells every web replica, in the caller's transaction.
 * @param told what the owner's webhooks are told of, if the change is one of those
 */
export async function recordVideoChange(
  tx: Transaction,
  clock: Clock,
  videoId: string,
  told?: WebhookEvent,
): Promise<void> {
  await tx
    .update(videos)
    .set({ version: sql`${videos.version} + 1` })
    .where(eq(videos.id, videoId));
  const [video] = await tx
    .select({ ownerId: videos.ownerId, version: videos.version })
    .from(videos)
    .where(eq(videos.id, videoId));
  if (!video) return;
  const id = clock.newId();
  const event = composeEvent(id, clock.now(), 'video.changed', { videoId, ...video });
  await appendToOutbox(tx, clock, topics.changes, event);
  if (told) await queueDeliveries(tx, clock, { id, type: told, videoId, ownerId: video.ownerId });
}
