import { createHash } from 'node:crypto';
import { affectedRows, type Database, type Transaction } from '../db/client.ts';
import { processedEvents } from '../db/schema/processed-events.ts';
import type { Clock } from '../ports/clock.ts';

/**
 * Runs `effect` in one transaction with the note that this consumer has seen the event. A redelivered
 * event finds the note and has no effect.
 * @returns what the effect answers; undefined when it was had before
 */
export async function processOnce<Result>(
  db: Database,
  clock: Clock,
  consumer: string,
  eventId: string,
  effect: (tx: Transaction) => Promise<Result>,
): Promise<Result | undefined> {
  return db.transaction(async (tx) => {
    const noted = await tx
      .insert(processedEvents)
      .ignore()
      .values({ consumer, eventId, processedAt: clock.now() });
    return affectedRows(noted) === 1 ? effect(tx) : undefined;
  });
}

/** The inbox's name for an event that another system has named: its column holds the length of a ULID. */
export function inboxIdOf(foreignId: string): string {
  return createHash('sha256').update(foreignId).digest('hex').slice(0, 26);
}
