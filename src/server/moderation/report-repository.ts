import { and, asc, count, countDistinct, desc, eq, inArray, isNull } from 'drizzle-orm';
import type { Executor } from '../db/client.ts';
import { reports } from '../db/schema/reports.ts';
import { users } from '../db/schema/users.ts';

export async function findOpenReport(db: Executor, videoId: string, reporterId: string) {
  const [report] = await db
    .select()
    .from(reports)
    .where(and(eq(reports.videoId, videoId), eq(reports.reporterId, reporterId), eq(reports.state, 'open')));
  return report;
}

export async function insertReport(db: Executor, report: typeof reports.$inferInsert): Promise<void> {
  await db.insert(reports).values(report);
}

export async function countOpenBy(db: Executor, reporterId: string): Promise<number> {
  const [row] = await db
    .select({ open: count() })
    .from(reports)
    .where(and(eq(reports.reporterId, reporterId), eq(reports.state, 'open')));
  return row?.open ?? 0;
}

/** People in good standing who have reported it since a moderator last looked. */
export async function countReporters(db: Executor, videoId: string): Promise<number> {
  const [row] = await db
    .select({ people: countDistinct(reports.reporterId) })
    .from(reports)
    .innerJoin(users, eq(users.id, reports.reporterId))
    .where(
      and(
        eq(reports.videoId, videoId),
        eq(reports.state, 'open'),
        isNull(users.bannedAt),
        isNull(users.limitedAt),
      ),
    );
  return row?.people ?? 0;
}

/** A decision about the video answers all that is open. */
export async function endReports(
  db: Executor,
  videoId: string,
  state: 'accepted' | 'dismissed',
  endedAt: Date,
): Promise<void> {
  await db
    .update(reports)
    .set({ state, endedAt })
    .where(and(eq(reports.videoId, videoId), eq(reports.state, 'open')));
}

/** How many open ones each video has, by reason. */
export async function countOpenReports(db: Executor, videoIds: readonly string[]) {
  if (videoIds.length === 0) return [];
  return db
    .select({ videoId: reports.videoId, reason: reports.reason, count: count() })
    .from(reports)
    .where(and(inArray(reports.videoId, [...videoIds]), eq(reports.state, 'open')))
    .groupBy(reports.videoId, reports.reason)
    .orderBy(asc(reports.videoId), desc(count()));
}

/** Newest first; of one video never so many that a page could not hold them. */
export function listReports(db: Executor, videoId: string, limit: number) {
  return db
    .select({ report: reports, reporterName: users.name })
    .from(reports)
    .leftJoin(users, eq(users.id, reports.reporterId))
    .where(eq(reports.videoId, videoId))
    .orderBy(desc(reports.id))
    .limit(limit);
}
