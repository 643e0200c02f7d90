import { AppError } from '#lib/domain/errors.ts';
import type { ModerationReason } from '#lib/domain/moderation.ts';
import type { Viewer } from '../accounts/viewer.ts';
import type { Database } from '../db/client.ts';
import { retryDeadlock } from '../db/retry-deadlock.ts';
import type { Clock } from '../ports/clock.ts';
import { canView, isOwner, noPass, type PassCheck } from '../videos/policy.ts';
import { holdVideo } from './hold.ts';
import { readSitePolicy } from './policy-repository.ts';
import { countOpenBy, countReporters, findOpenReport, insertReport } from './report-repository.ts';
import { lockVideo } from './repository.ts';

/** Who has this many unanswered reports waits for moderators before adding to them. */
const MAX_OPEN = 50;

export interface ReportInput {
  readonly videoId: string;
  readonly reason: ModerationReason;
  readonly note: string | null;
}

/** What viewers report. */
export function createReportService({ db, clock }: { db: Database; clock: Clock }) {
  return {
    /**
     * Reports a video; asked again while the first report is open, it changes nothing. Enough of them hold the video.
     * @throws AppError VIDEO_NOT_FOUND; FORBIDDEN for one's own; QUOTA_EXCEEDED with too many that nobody has answered
     */
    async create(
      viewer: Viewer,
      { videoId, reason, note }: ReportInput,
      hasPass: PassCheck = noPass,
    ): Promise<{ id: string }> {
      return retryDeadlock(() =>
        db.transaction(async (tx) => {
          const video = await lockVideo(tx, videoId);
          if (!video || !canView(viewer, video, hasPass(video))) throw new AppError('VIDEO_NOT_FOUND');
          if (isOwner(viewer, video)) throw new AppError('FORBIDDEN', 'This video is your own.');
          const standing = await findOpenReport(tx, videoId, viewer.userId);
          if (standing) return { id: standing.id };
          if ((await countOpenBy(tx, viewer.userId)) >= MAX_OPEN)
            throw new AppError('QUOTA_EXCEEDED', 'Moderators have yet to answer your other reports.');
          const id = clock.newId();
          const createdAt = clock.now();
          await insertReport(tx, { id, videoId, reporterId: viewer.userId, reason, note, createdAt });
          const { reportsToHold } = await readSitePolicy(tx);
          if (reportsToHold > 0 && (await countReporters(tx, videoId)) >= reportsToHold)
            await holdVideo(tx, clock, video, 'reports');
          return { id };
        }),
      );
    },
  };
}
