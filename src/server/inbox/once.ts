import { affectedRows, type Database, type Transaction } from '../db/client.ts';
import { processedEvents } from '../db/schema/processed-events.ts';
import type { Clock } from '../ports/clock.ts';

/**
 * Runs `effect` in one transaction with the note that this consumer has seen the event. A redelivered
 * event finds the note and has no effect.
 */
export async function processOnce(
  db: Database,
  clock: Clock,
  consumer: string,
  eventId: string,
  effect: (tx: Transaction) => Promise<void>,
): Promise<void> {
  await db.transaction(async (tx) => {
    const noted = await tx
      .insert(processedEvents)
      .ignore()
      .values({ consumer, eventId, processedAt: clock.now() });
    if (affectedRows(noted) === 1) await effect(tx);
  });
}
