import { and, desc, eq, gte, ne, sql } from 'drizzle-orm';
import { fillDays, lastDays } from '#lib/domain/day-series.ts';
import type { Viewer } from '../accounts/viewer.ts';
import type { Database } from '../db/client.ts';
import { videoViewsDaily } from '../db/schema/video-views-daily.ts';
import { videos } from '../db/schema/videos.ts';
import type { Clock } from '../ports/clock.ts';

/** Of the most watched. */
const MOST_VIDEOS = 5;

const watched = {
  views: sql<number>`sum(${videoViewsDaily.views})`.mapWith(Number),
  /** Seconds. */
  watchSeconds: sql<number>`sum(${videoViewsDaily.watchSeconds})`.mapWith(Number),
} as const;

/** What was watched of a person's own videos. */
export function createOwnAnalytics({ db, clock }: { readonly db: Database; readonly clock: Clock }) {
  return {
    /** Day by day (UTC), the oldest first and today last; and the videos that were viewed most. */
    async read(viewer: Viewer, days: number) {
      const names = lastDays(clock.now(), days);
      const isOwn = and(
        eq(videos.ownerId, viewer.userId),
        ne(videos.status, 'deleted'),
        gte(videoViewsDaily.day, names[0] ?? ''),
      );
      const byDay = await db
        .select({ day: videoViewsDaily.day, ...watched })
        .from(videoViewsDaily)
        .innerJoin(videos, eq(videos.id, videoViewsDaily.videoId))
        .where(isOwn)
        .groupBy(videoViewsDaily.day);
      const top = await db
        .select({ id: videos.id, title: videos.title, ...watched })
        .from(videoViewsDaily)
        .innerJoin(videos, eq(videos.id, videoViewsDaily.videoId))
        .where(isOwn)
        .groupBy(videos.id, videos.title)
        .orderBy(desc(watched.views), desc(videos.id))
        .limit(MOST_VIDEOS);
      const perDay = fillDays(names, byDay, (day) => ({ day, views: 0, watchSeconds: 0 }));
      return { days: [...perDay], top };
    },
  };
}
