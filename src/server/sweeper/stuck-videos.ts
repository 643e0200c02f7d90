import { and, asc, eq, inArray, isNull, lt, notExists, or } from 'drizzle-orm';
import { tasks } from '../db/schema/tasks.ts';
import { videos } from '../db/schema/videos.ts';
import { resumeVideo } from '../transcodes/resume-video.ts';
import type { Broom, BroomParts } from './broom.ts';

const EVERY_MS = 15_000;
const MOST_AT_ONCE = 50;
/** Its message is on its way for so long at most; with Kafka away longer, the work begins without it. */
const MESSAGE_MS = 60_000;

/**
 * Videos on their way with no task left to do and no end: their message never came, or what was committed
 * is not what should follow. They are given what they lack, by what their rows and bindings say.
 */
export function stuckVideos({ db, clock, log }: BroomParts): Broom {
  return {
    name: 'stuck-videos',
    everyMs: EVERY_MS,
    async sweep() {
      const before = new Date(clock.now().getTime() - MESSAGE_MS);
      const open = db
        .select({ id: tasks.id })
        .from(tasks)
        .where(and(eq(tasks.videoId, videos.id), inArray(tasks.status, ['waiting', 'leased'])));
      const stuck = await db
        .select({ id: videos.id })
        .from(videos)
        .where(
          and(
            isNull(videos.encodedAt),
            notExists(open),
            or(
              eq(videos.status, 'processing'),
              and(eq(videos.status, 'queued'), lt(videos.uploadedAt, before)),
            ),
          ),
        )
        .orderBy(asc(videos.id))
        .limit(MOST_AT_ONCE);
      let mended = 0;
      for (const { id } of stuck) {
        const mend = await db.transaction((tx) => resumeVideo(tx, clock, id));
        if (mend === null) continue;
        mended++;
        log.warn({ videoId: id, mend }, 'a video was stuck');
      }
      return { 'stuck-video': mended };
    },
  };
}
