import { dayOf } from '#lib/domain/day-series.ts';
import type { LimitRule } from '#lib/domain/rate-limit/limit-rule.ts';
import { resumePosition } from '#lib/domain/resume-position.ts';
import { applyBeat, type Beat, isCounted, VIEW_WINDOW_MS } from '#lib/domain/viewing.ts';
import type { MaybeViewer } from '../accounts/viewer.ts';
import type { Database } from '../db/client.ts';
import { retryDeadlock } from '../db/retry-deadlock.ts';
import type { VideoRow } from '../db/schema/videos.ts';
import type { Limiter } from '../limits/limiter.ts';
import type { Clock } from '../ports/clock.ts';
import { needVideo } from '../videos/access.ts';
import { audienceOf, canManage, isOwner, noPass, type PassCheck } from '../videos/policy.ts';
import { isKnownBot } from './known-bot.ts';
import {
  addToDay,
  findPosition,
  lockViewing,
  savePosition,
  saveViewing,
  wasCountedSince,
} from './repository.ts';
import { issueViewToken, readViewToken } from './view-token.ts';
import { addressKey, type Caller, viewerKeys } from './viewer-key.ts';

/** Views of one video from one address in a window: a school's. Who changes their browser's name at will gains no more. */
const viewsOfAddress: LimitRule = { kind: 'fixed-window', limit: 30, windowMs: VIEW_WINDOW_MS };

interface BeatInput {
  readonly token: string;
  /** Seconds that passed while it played, since the last beat. */
  readonly watched: number;
  /** Where the player is, in seconds. */
  readonly position: number;
}

/** Where a beat came from. */
interface Visitor extends Caller {
  readonly hasPass: PassCheck;
}

interface ViewingParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly limiter: Pick<Limiter, 'take'>;
  /** Signs tokens, and salts what viewers are known by. */
  readonly secret: string;
}

/** Who has watched what: views and watch time for everybody, and the place to go on at for who signed in. */
export function createViewingService({ db, clock, limiter, secret }: ViewingParts) {
  /** Who watches what strangers may watch, but its owner, and nothing that calls itself a program. */
  function mayCount({ viewer, userAgent, hasPass }: Visitor, video: VideoRow): boolean {
    const audience = audienceOf(viewer, video, hasPass(video));
    const isViewer = (audience === 'open' && !isOwner(viewer, video)) || audience === 'unlocked';
    return isViewer && !isKnownBot(userAgent);
  }

  /** Today's key, or yesterday's while the viewer is still counted by it. */
  async function keyOf(videoId: string, visitor: Visitor, now: Date): Promise<string> {
    const { today, yesterday } = viewerKeys(secret, visitor, now);
    const windowBegan = new Date(now.getTime() - VIEW_WINDOW_MS);
    return (await wasCountedSince(db, videoId, yesterday, windowBegan)) ? yesterday : today;
  }

  /** Takes a beat down; true when the viewer has seen enough to be counted. */
  function note(videoId: string, key: string, beat: Beat, now: Date): Promise<boolean> {
    return retryDeadlock(() =>
      db.transaction(async (tx) => {
        const { after, hasSeenEnough, addedMs } = applyBeat(
          await lockViewing(tx, videoId, key, beat.openedAt),
          beat,
          now,
        );
        await saveViewing(tx, videoId, key, after);
        const watchSeconds = Math.round(addedMs / 1000);
        if (watchSeconds > 0) await addToDay(tx, videoId, dayOf(now), { views: 0, watchSeconds });
        return hasSeenEnough;
      }),
    );
  }

  /** Counts the viewer, unless somebody else has just done so. */
  function count(videoId: string, key: string, now: Date): Promise<void> {
    return retryDeadlock(() =>
      db.transaction(async (tx) => {
        const viewing = await lockViewing(tx, videoId, key, now);
        if (isCounted(viewing, now)) return;
        await saveViewing(tx, videoId, key, { countedAt: now });
        const watchSeconds = Math.round(viewing.watchedMs / 1000);
        await addToDay(tx, videoId, dayOf(now), { views: 1, watchSeconds });
      }),
    );
  }

  async function record(videoId: string, visitor: Visitor, beat: Beat, now: Date): Promise<void> {
    const key = await keyOf(videoId, visitor, now);
    if (!(await note(videoId, key, beat, now))) return;
    // Outside of any transaction: limits have connections, or a store, of their own.
    const { isAllowed } = await limiter.take(addressKey(secret, videoId, visitor.address), viewsOfAddress);
    if (isAllowed) await count(videoId, key, now);
  }

  return {
    /**
     * What the watch page shows beside the video itself.
     * @throws AppError VIDEO_NOT_FOUND
     */
    async open(viewer: MaybeViewer, videoId: string, hasPass: PassCheck = noPass) {
      const video = await needVideo(db, viewer, videoId, hasPass);
      const positionMs = viewer && (await findPosition(db, viewer.userId, videoId));
      return {
        views: video.viewCount,
        token: issueViewToken(secret, video.id, clock.now()),
        resumeAt: positionMs === null ? null : positionMs / 1000,
        hasPassword: canManage(viewer, video) && video.passwordHash !== null,
      };
    },

    /**
     * Takes down what a player says it has shown. A token that is not good, or a program's, changes nothing, and is not told so.
     * @throws AppError VIDEO_NOT_FOUND
     */
    async beat(visitor: Visitor, id: string, { token, watched, position }: BeatInput): Promise<void> {
      const { viewer } = visitor;
      const video = await needVideo(db, viewer, id, visitor.hasPass);
      const now = clock.now();
      // From here on by the row's own id: MySQL takes other spellings for the same.
      const openedAt = readViewToken(secret, video.id, token, now);
      if (!openedAt) return;
      const { durationMs } = video;
      if (viewer && durationMs !== null) {
        const seconds = resumePosition(position, durationMs / 1000);
        const positionMs = seconds === null ? null : Math.round(seconds * 1000);
        await savePosition(db, viewer.userId, video.id, positionMs, now);
      }
      if (mayCount(visitor, video))
        await record(video.id, visitor, { claimedMs: watched * 1000, openedAt, durationMs }, now);
    },
  };
}
