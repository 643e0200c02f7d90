import type { EventMessage, Topic } from '#lib/domain/events.ts';
import type { Transaction } from '../db/client.ts';
import { outbox } from '../db/schema/outbox.ts';
import type { Clock } from '../ports/clock.ts';

/** Writes a message beside the change that it tells of: both are committed, or neither. */
export async function appendToOutbox(
  tx: Transaction,
  clock: Clock,
  topic: Topic,
  message: EventMessage,
): Promise<void> {
  await tx.insert(outbox).values({
    eventId: message.id,
    topic,
    messageKey: message.data.videoId,
    message,
    createdAt: clock.now(),
  });
}
