import type { VideoRow } from '../db/schema/videos.ts';
import type { Clock } from '../ports/clock.ts';
import { isOpenByPassword } from '../videos/policy.ts';
import { type Grant, issueGrant, printOf, readGrant } from './grants.ts';

/** An evening. Whoever comes back the next day is asked again. */
export const PASS_HOURS = 12;

/** Whether a grant was given for the password that the video has now. */
export function opensByPassword(secret: string, grant: Grant, video: VideoRow): boolean {
  if (grant.audience !== 'unlocked' || !isOpenByPassword(video) || video.passwordHash === null) return false;
  return grant.print === printOf(secret, video.passwordHash);
}

/** What a browser keeps that has given the password of a protected video: a grant of that video, and of that password. */
export function createPasses({ secret, clock }: { secret: string; clock: Pick<Clock, 'now'> }) {
  return {
    issue(videoId: string, passwordHash: string): string {
      const expiresAt = new Date(clock.now().getTime() + PASS_HOURS * 3_600_000);
      const print = printOf(secret, passwordHash);
      return issueGrant(secret, { videoId, audience: 'unlocked', expiresAt, print });
    },

    /** @param token what the browser brought, if anything */
    opens(video: VideoRow, token: string | undefined): boolean {
      const grant = token ? readGrant(secret, video.id, token, clock.now()) : undefined;
      return grant !== undefined && opensByPassword(secret, grant, video);
    },
  };
}
