import { asc, inArray, isNull } from 'drizzle-orm';
import type { Database } from '../db/client.ts';
import { outbox } from '../db/schema/outbox.ts';
import type { Clock } from '../ports/clock.ts';
import type { BusMessage, EventBus } from '../ports/event-bus.ts';

/** Large enough to drain a backlog fast, small enough that one transaction stays short. */
const BATCH = 200;

/**
 * Sends committed messages to Kafka, in order. Claims rows that are unpublished, never "id beyond the last
 * one": ids are handed out before commit, so a lower one can appear later. A crash between sending and
 * marking sends again; consumers know the event by its id.
 * @returns how many messages were sent
 */
export async function relayOutbox(parts: { db: Database; bus: EventBus; clock: Clock }): Promise<number> {
  // Mostly there is nothing: then one query does, where a transaction takes three.
  const [waiting] = await parts.db
    .select({ id: outbox.id })
    .from(outbox)
    .where(isNull(outbox.publishedAt))
    .limit(1);
  if (!waiting) return 0;
  return parts.db.transaction(async (tx) => {
    const rows = await tx
      .select()
      .from(outbox)
      .where(isNull(outbox.publishedAt))
      .orderBy(asc(outbox.id))
      .limit(BATCH)
      .for('update', { skipLocked: true });
    if (rows.length === 0) return 0;
    const byTopic = Map.groupBy(rows, (row) => row.topic);
    for (const [topic, messages] of byTopic) {
      const batch: BusMessage[] = messages.map((row) => ({
        key: row.messageKey,
        value: JSON.stringify(row.message),
        traceparent: row.message.traceparent,
      }));
      await parts.bus.publish(topic, batch);
    }
    await tx
      .update(outbox)
      .set({ publishedAt: parts.clock.now() })
      .where(
        inArray(
          outbox.id,
          rows.map((row) => row.id),
        ),
      );
    return rows.length;
  });
}
