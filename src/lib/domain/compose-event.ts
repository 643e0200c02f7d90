import type { EventData, EventMessage, EventType } from './events.ts';
import { traceparentOf } from './traceparent.ts';

/** Wraps data of the catalog in its envelope. */
export function composeEvent<Type extends EventType>(
  id: string,
  occurredAt: Date,
  type: Type,
  data: EventData<Type>,
): Extract<EventMessage, { type: Type }>;
export function composeEvent(id: string, occurredAt: Date, type: EventType, data: EventData<EventType>) {
  const traceparent = traceparentOf(data.videoId, id);
  return { id, type, version: 1, occurredAt: occurredAt.toISOString(), traceparent, data };
}
