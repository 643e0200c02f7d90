import { AppError } from '#lib/domain/errors.ts';
import type { ReviewView } from '#lib/domain/moderation.ts';
import type { Viewer } from '../accounts/viewer.ts';
import type { Database } from '../db/client.ts';
import type { VideoRow } from '../db/schema/videos.ts';
import type { MediaAccess } from '../delivery/media-access.ts';
import type { Clock } from '../ports/clock.ts';
import { isOpenToStrangers } from '../videos/policy.ts';
import { listAppeals } from './appeal-repository.ts';
import { type DecisionInput, type DecisionOutcome, decideAbout } from './decide.ts';
import { countOpenReports, listReports } from './report-repository.ts';
import { findReviewed, listActions, listForReview } from './repository.ts';

const MOST_REPORTS = 200;

export interface ModerationParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly media: MediaAccess;
}

/** What moderators do with videos. That it is a moderator who asks was judged at the door. */
export function createModerationService(parts: ModerationParts) {
  const { db, media } = parts;

  /** With addresses that play it while it is encoded, and what was taken down. */
  function describe(viewer: Viewer, { video, ownerName }: { video: VideoRow; ownerName: string }) {
    const urls = media.urlsFor(viewer, video);
    return {
      id: video.id,
      title: video.title,
      description: video.description,
      owner: { id: video.ownerId, name: ownerName },
      status: video.status,
      visibility: video.visibility,
      moderation: video.moderation,
      /** Strangers play it now, by the very addresses below. */
      isOpen: isOpenToStrangers(video),
      reason: video.moderationReason,
      heldFor: video.heldFor ?? [],
      reviewedAt: video.reviewedAt?.toISOString() ?? null,
      createdAt: video.createdAt.toISOString(),
      /** Seconds. */
      duration: video.durationMs === null ? null : video.durationMs / 1000,
      thumbnailUrl: video.thumbnailKey ? (urls?.thumbnail() ?? null) : null,
      storyboardUrl: video.storyboard ? (urls?.storyboard() ?? null) : null,
      previewUrl: video.playable ? (urls?.hls() ?? null) : null,
    };
  }

  return {
    /** One page of what is to be looked at; `next` is null on the last one. */
    async queue(viewer: Viewer, page: { view: ReviewView; after?: string | undefined; limit: number }) {
      const { view, after, limit } = page;
      const rows = await listForReview(db, { view, after, limit: limit + 1 });
      const shown = rows.slice(0, limit);
      const open = await countOpenReports(
        db,
        shown.map(({ video }) => video.id),
      );
      return {
        videos: shown.map((row) => ({
          ...describe(viewer, row),
          /** Open ones, by reason. */
          reports: open
            .filter(({ videoId }) => videoId === row.video.id)
            .map(({ reason, count }) => ({ reason, count })),
        })),
        next: rows.length > limit ? (shown.at(-1)?.video.id ?? null) : null,
      };
    },

    /** All that is known of one video. @throws AppError VIDEO_NOT_FOUND */
    async review(viewer: Viewer, videoId: string) {
      const found = await findReviewed(db, videoId);
      if (!found) throw new AppError('VIDEO_NOT_FOUND');
      const [actions, appealed, reported] = await Promise.all([
        listActions(db, videoId),
        listAppeals(db, videoId),
        listReports(db, videoId, MOST_REPORTS),
      ]);
      return {
        video: describe(viewer, found),
        history: actions.map(({ action, actorName }) => ({
          id: action.id,
          kind: action.kind,
          from: action.fromState,
          to: action.toState,
          reason: action.reason,
          note: action.note,
          message: action.message,
          actor: action.actorId ? { id: action.actorId, name: actorName } : null,
          createdAt: action.createdAt.toISOString(),
        })),
        appeals: appealed.map(({ id, text, state, createdAt, endedAt }) => ({
          id,
          text,
          state,
          createdAt: createdAt.toISOString(),
          endedAt: endedAt?.toISOString() ?? null,
        })),
        reports: reported.map(({ report, reporterName }) => ({
          id: report.id,
          reason: report.reason,
          note: report.note,
          state: report.state,
          reporter: { id: report.reporterId, name: reporterName },
          createdAt: report.createdAt.toISOString(),
          endedAt: report.endedAt?.toISOString() ?? null,
        })),
      };
    },

    /** The same decision about many videos: each is a transaction of its own, and each answer says what came of it. */
    async decide(
      viewer: Viewer,
      { videoIds, ...decision }: DecisionInput & { readonly videoIds: readonly string[] },
      address: string | null,
    ): Promise<readonly DecisionOutcome[]> {
      const outcomes: DecisionOutcome[] = [];
      for (const videoId of new Set(videoIds))
        outcomes.push(await decideAbout(parts, viewer, videoId, decision, address));
      return outcomes;
    },
  };
}
