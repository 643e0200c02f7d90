import { count, isNull, min } from 'drizzle-orm';
import type { Database } from '../db/client.ts';
import { outbox } from '../db/schema/outbox.ts';
import { consumerGroups } from '../orchestrator/consumer-groups.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventBus } from '../ports/event-bus.ts';

/** A page waits no longer for a broker that does not answer. */
const PATIENCE_MS = 5_000;

/** How far what is told is behind what has happened. */
export async function readBackbone(parts: { db: Database; clock: Clock; bus: Pick<EventBus, 'lagOf'> }) {
  const unanswered = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE_MS, null).unref());
  const lag = Promise.race([parts.bus.lagOf(consumerGroups), unanswered]).catch(() => null);
  const [row] = await parts.db
    .select({ waiting: count(), since: min(outbox.createdAt) })
    .from(outbox)
    .where(isNull(outbox.publishedAt));
  const since = row?.since?.getTime();
  return {
    /** Null while no broker answers. */
    lag: await lag,
    outbox: {
      waiting: row?.waiting ?? 0,
      oldestSeconds: since === undefined ? 0 : (parts.clock.now().getTime() - since) / 1000,
    },
  };
}
