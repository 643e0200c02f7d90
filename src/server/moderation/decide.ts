import type { ErrorCode } from '#lib/domain/errors.ts';
import { type Decision, isTakedown, type ModerationReason, stateAfter } from '#lib/domain/moderation.ts';
import type { ModerationState } from '#lib/domain/video-status.ts';
import { isAdmin } from '../accounts/policy.ts';
import type { Viewer } from '../accounts/viewer.ts';
import { type AuditAction, recordAudit } from '../audit/record-audit.ts';
import type { Database, Transaction } from '../db/client.ts';
import { retryDeadlock } from '../db/retry-deadlock.ts';
import type { VideoRow } from '../db/schema/videos.ts';
import { recordVideoChange } from '../outbox/record-change.ts';
import type { Clock } from '../ports/clock.ts';
import { isOwner } from '../videos/policy.ts';
import { endAppeals } from './appeal-repository.ts';
import { forgetContent, rememberContent } from './content-marks.ts';
import { countOpenReports, endReports } from './report-repository.ts';
import { insertAction, lockVideo, moveModeration } from './repository.ts';
import { tellPerson } from './tell-person.ts';

export interface DecisionInput {
  readonly decision: Decision;
  /** Of a takedown: why. */
  readonly reason: ModerationReason | null;
  /** For moderators alone. */
  readonly note: string | null;
  /** For the owner. */
  readonly message: string | null;
}

/** What came of a decision, by video: of many at once each stands for itself. */
export interface DecisionOutcome {
  readonly videoId: string;
  readonly outcome: 'done' | 'unchanged' | 'refused';
  /** Where it stands now; null of what does not exist. */
  readonly moderation: ModerationState | null;
  /** Why it was refused. */
  readonly code: ErrorCode | null;
}

const auditActions: Readonly<Record<Decision, AuditAction>> = {
  approve: 'video.approved',
  reject: 'video.rejected',
  hide: 'video.hidden',
  restore: 'video.restored',
};

interface DecideParts {
  readonly db: Database;
  readonly clock: Clock;
}

/**
 * Decides about one video, whole or not at all. With the commit of a takedown nothing of it is served any more: the gate
 * judges each request by the row.
 */
export async function decideAbout(
  { db, clock }: DecideParts,
  viewer: Viewer,
  videoId: string,
  input: DecisionInput,
  address: string | null,
): Promise<DecisionOutcome> {
  const decideOnce = async (tx: Transaction): Promise<DecisionOutcome> => {
    const video = await lockVideo(tx, videoId);
    if (!video || video.status === 'deleted')
      return { videoId, outcome: 'refused', moderation: null, code: 'VIDEO_NOT_FOUND' };
    const { moderation } = video;
    const stay = (outcome: 'unchanged' | 'refused', code: ErrorCode | null) =>
      ({ videoId, outcome, moderation, code }) as const;
    // Nobody judges what is theirs; an admin may be alone on a site.
    if (isOwner(viewer, video) && !isAdmin(viewer)) return stay('refused', 'FORBIDDEN');
    const to = stateAfter(input.decision, moderation);
    if (to === undefined) return stay('refused', 'MODERATION_CONFLICT');
    if (to === moderation && !(await isNews(tx, video))) return stay('unchanged', null);
    const reason = isTakedown(to) ? input.reason : null;
    const moved = await moveModeration(tx, videoId, to, {
      reviewedAt: clock.now(),
      moderationReason: reason,
      heldFor: null,
    });
    if (!moved) return stay('refused', 'MODERATION_CONFLICT');
    await writeDown(tx, video, to);
    return { videoId, outcome: 'done', moderation: to, code: null };
  };

  /** A look at what stays as it is: the first one, one with words, or one that answers reports. */
  async function isNews(tx: Transaction, { reviewedAt }: VideoRow): Promise<boolean> {
    if (!reviewedAt || input.message || input.note) return true;
    return (await countOpenReports(tx, [videoId])).length > 0;
  }

  async function writeDown(tx: Transaction, video: VideoRow, to: ModerationState) {
    const { ownerId, moderation } = video;
    const { decision, note, message } = input;
    const reason = isTakedown(to) ? input.reason : null;
    await insertAction(tx, {
      id: clock.newId(),
      videoId,
      userId: ownerId,
      actorId: viewer.userId,
      kind: decision,
      fromState: moderation,
      toState: to,
      reason,
      note,
      message,
      createdAt: clock.now(),
      readAt: null,
    });
    await endReports(tx, videoId, isTakedown(to) ? 'accepted' : 'dismissed', clock.now());
    await endAppeals(tx, videoId, isTakedown(to) ? 'refused' : 'accepted', clock.now());
    if (isTakedown(to)) await rememberContent(tx, video, clock.now());
    else await forgetContent(tx, videoId);
    if (moderation !== to || message) await tellPerson(tx, clock, ownerId);
    if (moderation !== to) await recordVideoChange(tx, clock, videoId);
    await recordAudit(tx, clock, {
      actorId: viewer.userId,
      action: auditActions[decision],
      subject: { type: 'video', id: videoId },
      address,
      details: { from: moderation, ...(reason && { reason }) },
    });
  }

  return retryDeadlock(() => db.transaction(decideOnce));
}
