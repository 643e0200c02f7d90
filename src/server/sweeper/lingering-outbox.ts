import { count, isNull, min } from 'drizzle-orm';
import { outbox } from '../db/schema/outbox.ts';
import type { Broom, BroomParts } from './broom.ts';

const EVERY_MS = 60_000;
/** The relay sends what is committed within a tenth of a second: a message of this age tells that Kafka is away. */
const LINGERS_MS = 60_000;

/** Says how many messages Kafka has not taken. It mends nothing: they wait, and the relay sends them in order. */
export function lingeringOutbox({ db, clock, log }: BroomParts): Broom {
  return {
    name: 'lingering-outbox',
    everyMs: EVERY_MS,
    async sweep() {
      const [waiting] = await db
        .select({ rows: count(), since: min(outbox.createdAt) })
        .from(outbox)
        .where(isNull(outbox.publishedAt));
      const ageMs = waiting?.since ? clock.now().getTime() - waiting.since.getTime() : 0;
      if (ageMs > LINGERS_MS)
        log.warn({ messages: waiting?.rows, ageSeconds: Math.round(ageMs / 1000) }, 'the outbox lingers');
      return {};
    },
  };
}
