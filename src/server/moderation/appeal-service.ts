import { AppError } from '#lib/domain/errors.ts';
import { isTakedown } from '#lib/domain/moderation.ts';
import { isAdmin } from '../accounts/policy.ts';
import type { Viewer } from '../accounts/viewer.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Database } from '../db/client.ts';
import { retryDeadlock } from '../db/retry-deadlock.ts';
import type { Clock } from '../ports/clock.ts';
import { canView, isOwner } from '../videos/policy.ts';
import { endAppeals, findAppeal, findTakedown, insertAppeal } from './appeal-repository.ts';
import { findVideo, insertAction, lockVideo } from './repository.ts';
import { tellPerson } from './tell-person.ts';

/** What owners say against a takedown. `restore` accepts it; any other decision, or the words of a refusal, ends it. */
export function createAppealService({ db, clock }: { db: Database; clock: Clock }) {
  return {
    /**
     * @throws AppError VIDEO_NOT_FOUND; FORBIDDEN to others than the owner; MODERATION_CONFLICT when it is not taken
     * down, or there was an appeal against this decision
     */
    async create(
      viewer: Viewer,
      { videoId, text }: { videoId: string; text: string },
    ): Promise<{ id: string }> {
      return retryDeadlock(() =>
        db.transaction(async (tx) => {
          const video = await lockVideo(tx, videoId);
          if (!video || !canView(viewer, video)) throw new AppError('VIDEO_NOT_FOUND');
          if (!isOwner(viewer, video)) throw new AppError('FORBIDDEN');
          const actionId = isTakedown(video.moderation) && (await findTakedown(tx, videoId))?.id;
          if (!actionId) throw new AppError('MODERATION_CONFLICT');
          const id = clock.newId();
          const appeal = { id, videoId, userId: viewer.userId, actionId, text, createdAt: clock.now() };
          if (!(await insertAppeal(tx, appeal)))
            throw new AppError('MODERATION_CONFLICT', 'You have appealed against this decision already.');
          const subject = { type: 'video', id: videoId } as const;
          await recordAudit(tx, clock, {
            actorId: viewer.userId,
            action: 'video.appealed',
            subject,
            address: null,
          });
          return { id };
        }),
      );
    },

    /**
     * What the owner reads of the takedown that the video is under, and of their appeal; null when it is not taken down.
     * @throws AppError VIDEO_NOT_FOUND
     */
    async standing(viewer: Viewer, videoId: string) {
      const video = await findVideo(db, videoId);
      if (!video || !canView(viewer, video)) throw new AppError('VIDEO_NOT_FOUND');
      const takedown = isTakedown(video.moderation) ? await findTakedown(db, videoId) : undefined;
      if (!takedown) return null;
      const appeal = await findAppeal(db, takedown.id);
      return {
        reason: takedown.reason,
        message: takedown.message,
        decidedAt: takedown.createdAt.toISOString(),
        canAppeal: isOwner(viewer, video) && !appeal,
        appeal: appeal
          ? { text: appeal.text, state: appeal.state, createdAt: appeal.createdAt.toISOString() }
          : null,
      };
    },

    /**
     * The takedown stands, and the owner is told why.
     * @throws AppError VIDEO_NOT_FOUND; FORBIDDEN about one's own; MODERATION_CONFLICT when no appeal is open
     */
    async refuse(
      viewer: Viewer,
      { videoId, message, note }: { videoId: string; message: string; note: string | null },
      address: string | null,
    ): Promise<void> {
      await retryDeadlock(() =>
        db.transaction(async (tx) => {
          const video = await lockVideo(tx, videoId);
          if (!video || video.status === 'deleted') throw new AppError('VIDEO_NOT_FOUND');
          if (isOwner(viewer, video) && !isAdmin(viewer)) throw new AppError('FORBIDDEN');
          if ((await endAppeals(tx, videoId, 'refused', clock.now())) === 0)
            throw new AppError('MODERATION_CONFLICT', 'No appeal is open.');
          await insertAction(tx, {
            id: clock.newId(),
            videoId,
            userId: video.ownerId,
            actorId: viewer.userId,
            kind: 'refuse-appeal',
            fromState: video.moderation,
            toState: video.moderation,
            reason: video.moderationReason,
            note,
            message,
            createdAt: clock.now(),
            readAt: null,
          });
          await tellPerson(tx, clock, video.ownerId);
          await recordAudit(tx, clock, {
            actorId: viewer.userId,
            action: 'video.appeal-refused',
            subject: { type: 'video', id: videoId },
            address,
          });
        }),
      );
    },
  };
}
