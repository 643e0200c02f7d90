import { and, eq, inArray, isNotNull, isNull, lt, or, type SQL } from 'drizzle-orm';
import type { MySqlTable } from 'drizzle-orm/mysql-core';
import { affectedRows } from '../db/client.ts';
import { accountTokens } from '../db/schema/account-tokens.ts';
import { manifestRefreshes } from '../db/schema/manifest-refreshes.ts';
import { outbox } from '../db/schema/outbox.ts';
import { processedEvents } from '../db/schema/processed-events.ts';
import { rateLimits } from '../db/schema/rate-limits.ts';
import { sessions } from '../db/schema/sessions.ts';
import { uploadLocks } from '../db/schema/upload-locks.ts';
import { videos } from '../db/schema/videos.ts';
import { viewings } from '../db/schema/viewings.ts';
import { watchPositions } from '../db/schema/watch-positions.ts';
import { webhookDeliveries } from '../db/schema/webhooks.ts';
import { workers } from '../db/schema/workers.ts';
import type { Broom, BroomParts } from './broom.ts';

const EVERY_MS = 60_000;
/** Small enough that nobody waits for the locks. */
const MOST_AT_ONCE = 2_000;
const DAY_MS = 24 * 3_600_000;
/** For whoever has to explain what was sent. */
const OUTBOX_DAYS = 7;
/** Longer than Kafka keeps a message (7 days): a replay from its first offset must still find its note here. */
const INBOX_DAYS = 30;
const GONE_DAYS = 7;
/** A web that died left it. Its upload may be continued at once; the row is in nobody's way. */
const LOCK_DAYS = 1;
/** Their owner's log. */
const DELIVERY_DAYS = 30;
/** Twice the window in which a viewer counts once. */
const VIEWING_DAYS = 2;
/** Nobody goes on with what they stopped a year ago. */
const POSITION_DAYS = 365;

/** Rows that have done their duty. What is unpublished is never old: it waits for Kafka, however long. */
export function oldRows({ db, clock }: BroomParts): Broom {
  const ago = (days: number) => new Date(clock.now().getTime() - days * DAY_MS);

  async function prune(table: MySqlTable, condition: SQL | undefined): Promise<number> {
    return affectedRows(await db.delete(table).where(condition).limit(MOST_AT_ONCE));
  }

  /** A ready video's are the finalizer's work; one on its way may get there. */
  async function prunePointlessRefreshes(): Promise<number> {
    const rows = await db
      .select({ videoId: manifestRefreshes.videoId })
      .from(manifestRefreshes)
      .leftJoin(videos, eq(videos.id, manifestRefreshes.videoId))
      .where(or(isNull(videos.id), eq(videos.status, 'deleted')))
      .limit(MOST_AT_ONCE);
    const ids = rows.map(({ videoId }) => videoId);
    return ids.length === 0 ? 0 : prune(manifestRefreshes, inArray(manifestRefreshes.videoId, ids));
  }

  return {
    name: 'old-rows',
    everyMs: EVERY_MS,
    async sweep() {
      return {
        'old-outbox-row': await prune(
          outbox,
          and(isNotNull(outbox.publishedAt), lt(outbox.publishedAt, ago(OUTBOX_DAYS))),
        ),
        'old-inbox-row': await prune(processedEvents, lt(processedEvents.processedAt, ago(INBOX_DAYS))),
        'old-worker-row': await prune(
          workers,
          and(eq(workers.status, 'exited'), lt(workers.exitedAt, ago(GONE_DAYS))),
        ),
        'old-session-row': await prune(sessions, lt(sessions.expiresAt, ago(GONE_DAYS))),
        'old-limit-row': await prune(rateLimits, lt(rateLimits.expiresAt, clock.now())),
        'old-upload-lock': await prune(uploadLocks, lt(uploadLocks.heldUntil, ago(LOCK_DAYS))),
        'old-link-token': await prune(accountTokens, lt(accountTokens.expiresAt, ago(GONE_DAYS))),
        'old-delivery-row': await prune(webhookDeliveries, lt(webhookDeliveries.endedAt, ago(DELIVERY_DAYS))),
        'old-viewing-row': await prune(viewings, lt(viewings.lastBeatAt, ago(VIEWING_DAYS))),
        'old-position-row': await prune(watchPositions, lt(watchPositions.updatedAt, ago(POSITION_DAYS))),
        'pointless-refresh': await prunePointlessRefreshes(),
      };
    },
  };
}
