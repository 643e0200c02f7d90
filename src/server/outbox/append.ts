import type { EventData, EventMessage, EventType, Topic } from '#lib/domain/events.ts';
import type { Transaction } from '../db/client.ts';
import { outbox } from '../db/schema/outbox.ts';
import type { Clock } from '../ports/clock.ts';

/** Wraps data of the catalog in its envelope. */
export function composeEvent<Type extends EventType>(
  clock: Clock,
  type: Type,
  data: EventData<Type>,
): EventMessage {
  const occurredAt = clock.now().toISOString();
  return { id: clock.newId(), type, version: 1, occurredAt, traceparent: null, data } as EventMessage;
}

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
