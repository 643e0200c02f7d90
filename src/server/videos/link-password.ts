import { AppError } from '#lib/domain/errors.ts';
import { checkPassword, hashPassword } from '../accounts/passwords.ts';
import type { Viewer } from '../accounts/viewer.ts';
import type { Database } from '../db/client.ts';
import { recordVideoChange } from '../outbox/record-change.ts';
import type { Clock } from '../ports/clock.ts';
import { lockManagedVideo, needManagedVideo } from './access.ts';
import { isOpenByPassword } from './policy.ts';
import { findVideo, updateDetails } from './repository.ts';

interface LinkPasswordParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly passes: { issue(videoId: string, passwordHash: string): string };
}

/** Passwords on links: who has the link of such a video is asked for one more word. */
export function createLinkPasswordService({ db, clock, passes }: LinkPasswordParts) {
  return {
    /**
     * Sets a password, or takes it away. Whoever had given the one before is asked again, and what they play stops.
     * @throws AppError VALIDATION_FAILED for a public video, which has nobody to ask
     */
    async set(viewer: Viewer, videoId: string, password: string | null): Promise<void> {
      await needManagedVideo(db, viewer, videoId);
      // Slow by design: not while the row is locked.
      const passwordHash = password === null ? null : await hashPassword(password);
      await db.transaction(async (tx) => {
        const video = await lockManagedVideo(tx, viewer, videoId);
        if (passwordHash !== null && video.visibility === 'public')
          throw new AppError('VALIDATION_FAILED', 'Everybody finds a public video. Make it unlisted first.');
        await updateDetails(tx, videoId, { passwordHash });
        await recordVideoChange(tx, clock, videoId);
      });
    },

    /** Whether this link asks strangers for a password. It says no more than a locked door does. */
    async isLocked(videoId: string): Promise<boolean> {
      const video = await findVideo(db, videoId);
      return video !== undefined && isOpenByPassword(video);
    },

    /**
     * Takes a password for the link.
     * @returns the pass of who knows it
     * @throws AppError VIDEO_NOT_FOUND; UNAUTHORIZED for a wrong password
     */
    async unlock(videoId: string, password: string): Promise<string> {
      const video = await findVideo(db, videoId);
      if (!video || !isOpenByPassword(video) || video.passwordHash === null)
        throw new AppError('VIDEO_NOT_FOUND');
      if (await checkPassword(video.passwordHash, password))
        return passes.issue(video.id, video.passwordHash);
      const message = 'This is not the password of this video.';
      throw new AppError('UNAUTHORIZED', message, {
        details: { fields: [{ path: 'password', message }] },
      });
    },
  };
}
