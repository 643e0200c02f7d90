import { and, eq, gte, sql } from 'drizzle-orm';
import { priceOf, type ResourceUse } from '#lib/domain/prices.ts';
import type { Database } from '../db/client.ts';
import { renditions } from '../db/schema/renditions.ts';
import { tasks } from '../db/schema/tasks.ts';
import { videos } from '../db/schema/videos.ts';
import type { Clock } from '../ports/clock.ts';

const DAY_MS = 86_400_000;

export interface DayCost extends ResourceUse {
  /** UTC, as 2026-11-22. */
  readonly day: string;
  /** US dollars at list prices: the encoding of the day, and a month of storage of what became ready on it. */
  readonly dollars: number;
}

type Use = { -readonly [Key in keyof ResourceUse]: ResourceUse[Key] };

/**
 * What each of the last days cost, the newest first, days without work included. A day is that on which a task ended:
 * PUTs are those of its video segments. What is not in it is told in docs/operations.md, *What a video costs*.
 */
export async function readCostByDay(
  { db, clock }: { db: Database; clock: Clock },
  days: number,
): Promise<readonly DayCost[]> {
  const today = Math.floor(clock.now().getTime() / DAY_MS) * DAY_MS;
  const since = new Date(today - (days - 1) * DAY_MS);
  const byDay = new Map<string, Use>();
  for (let day = 0; day < days; day++) byDay.set(nameOf(today - day * DAY_MS), nothing());
  const [encoded, stored] = await Promise.all([findEncoded(db, since), findStored(db, since)]);
  for (const { day, capacity, rungs, cpuSeconds, segments } of encoded) {
    const use = byDay.get(day);
    if (!use) continue;
    if (capacity === 'spot') use.spotCpuSeconds += cpuSeconds;
    else use.onDemandCpuSeconds += cpuSeconds;
    if (rungs !== '') use.objects += segments * rungs.split(',').length;
  }
  for (const { day, bytes } of stored) {
    const use = byDay.get(day);
    if (use) use.storedBytes += bytes;
  }
  return [...byDay].map(([day, use]) => ({ day, ...use, dollars: priceOf(use) }));
}

const nothing = (): Use => ({ onDemandCpuSeconds: 0, spotCpuSeconds: 0, storedBytes: 0, objects: 0 });
const nameOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const sum = (column: unknown) => sql<number>`coalesce(sum(${column}), 0)`.mapWith(Number);

/** Times are kept in UTC. As text, for a date would come back in the zone of this machine. */
const dayOf = (column: unknown) => sql<string>`substr(${column}, 1, 10)`;

function findEncoded(db: Database, since: Date) {
  const day = dayOf(tasks.finishedAt);
  return db
    .select({
      day,
      capacity: tasks.capacity,
      rungs: tasks.rungs,
      cpuSeconds: sum(tasks.cpuSeconds),
      segments: sum(tasks.segmentCount),
    })
    .from(tasks)
    .where(and(eq(tasks.status, 'done'), gte(tasks.finishedAt, since)))
    .groupBy(sql`1`, tasks.capacity, tasks.rungs);
}

function findStored(db: Database, since: Date) {
  const day = dayOf(videos.processedAt);
  return db
    .select({ day, bytes: sum(renditions.sizeBytes) })
    .from(videos)
    .innerJoin(renditions, eq(renditions.videoId, videos.id))
    .where(and(eq(videos.status, 'ready'), gte(videos.processedAt, since)))
    .groupBy(sql`1`);
}
