import { setTimeout as delay } from 'node:timers/promises';
import { and, eq, gt, inArray, lte, type SQL, sql } from 'drizzle-orm';
import { plannedSegmentCount } from '#lib/domain/early-presentation.ts';
import { AppError } from '#lib/domain/errors.ts';
import { AUDIO_TRACK } from '#lib/domain/object-keys.ts';
import { type Plan, taskPriority } from '#lib/domain/plan.ts';
import type { Database } from '../db/client.ts';
import { tasks } from '../db/schema/tasks.ts';
import { findPlayableKey, findVideo } from './repository.ts';

/** Players wait this long without complaint; proxies before us cut at 30 s or more. */
const HOLD_MS = 6_000;
const POLL_MS = 100;
/** Of this process: each is a query ten times a second. Whoever comes beyond is told to ask again. */
const MAX_HELD = 100;

/** Which task will make a segment. */
function makerOf(videoId: string, track: string, number: number): SQL | undefined {
  const isOfVideo = eq(tasks.videoId, videoId);
  if (track === AUDIO_TRACK) return and(isOfVideo, eq(tasks.kind, 'audio'));
  return and(
    isOfVideo,
    eq(tasks.kind, 'encode'),
    sql`FIND_IN_SET(${track}, ${tasks.rungs})`,
    lte(tasks.firstSegment, number),
    gt(sql`${tasks.firstSegment} + ${tasks.segmentCount}`, number),
  );
}

export interface AwaitedSegments {
  /**
   * Key of a segment that may not be encoded yet: its task is put before all bulk work and begins with it, and the call
   * is held until the segment is bound.
   * @throws AppError NOT_FOUND past the video's end, SEGMENT_NOT_READY when it takes longer, VIDEO_GONE when the
   * video ends badly meanwhile
   */
  waitFor(videoId: string, plan: Plan, track: string, number: number): Promise<string>;
}

export function createAwaitedSegments({
  db,
  holdMs = HOLD_MS,
}: {
  readonly db: Database;
  readonly holdMs?: number;
}): AwaitedSegments {
  let held = 0;

  async function hurry(videoId: string, track: string, number: number): Promise<void> {
    await db
      .update(tasks)
      // On whatever comes first: who waits does not wait for spot.
      .set({ priority: taskPriority.wanted, wantedSegment: number, capacity: 'any' })
      .where(
        and(
          makerOf(videoId, track, number),
          inArray(tasks.status, ['waiting', 'leased']),
          // Sound is one task: whoever jumps again waits for another place of it.
          track === AUDIO_TRACK ? undefined : gt(tasks.priority, taskPriority.wanted),
        ),
      );
  }

  async function poll(videoId: string, track: string, number: number): Promise<string | undefined> {
    const until = performance.now() + holdMs;
    while (performance.now() < until) {
      await delay(POLL_MS);
      const key = await findPlayableKey(db, videoId, track, number);
      if (key) return key;
    }
    return undefined;
  }

  return {
    async waitFor(videoId, plan, track, number) {
      if (number >= plannedSegmentCount(plan, track)) throw new AppError('NOT_FOUND');
      await hurry(videoId, track, number);
      if (held >= MAX_HELD) throw new AppError('SEGMENT_NOT_READY');
      held++;
      try {
        const key = await poll(videoId, track, number);
        if (key) return key;
      } finally {
        held--;
      }
      const video = await findVideo(db, videoId);
      throw new AppError(video?.playable ? 'SEGMENT_NOT_READY' : 'VIDEO_GONE');
    },
  };
}
