import { isNull, min } from 'drizzle-orm';
import type { Database } from '../db/client.ts';
import { outbox } from '../db/schema/outbox.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventBus } from '../ports/event-bus.ts';

/** Asked anew at most this often, however many pages look. */
const FRESH_MS = 5_000;
/** What is committed leaves within a tenth of a second: a message of this age says that the backbone is away. */
const LATE_MS = 10_000;

/**
 * Whether what happens to videos is told late: Kafka does not answer, or messages pile up before it. Nothing
 * is lost then; pages say so instead of standing still. The answer is the last known one and costs nothing.
 */
export function createDelayWatch({ db, bus, clock }: { db: Database; bus: EventBus; clock: Clock }) {
  let isDelayed = false;
  let askedAt = Number.NEGATIVE_INFINITY;

  async function lookAtOutbox(): Promise<boolean> {
    const [oldest] = await db
      .select({ since: min(outbox.createdAt) })
      .from(outbox)
      .where(isNull(outbox.publishedAt));
    return oldest?.since ? clock.now().getTime() - oldest.since.getTime() > LATE_MS : false;
  }

  async function look(): Promise<void> {
    const isAway = bus.check().then(
      () => false,
      () => true,
    );
    // Without MySQL there are no pages to say it on.
    const isLate = lookAtOutbox().catch(() => false);
    isDelayed = (await isAway) || (await isLate);
  }

  return {
    isDelayed(): boolean {
      const now = clock.now().getTime();
      if (now - askedAt >= FRESH_MS) {
        askedAt = now;
        void look();
      }
      return isDelayed;
    },
  };
}
