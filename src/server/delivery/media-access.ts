import type { MaybeViewer } from '../accounts/viewer.ts';
import type { VideoRow } from '../db/schema/videos.ts';
import type { Clock } from '../ports/clock.ts';
import { audienceOf, type Judged } from '../videos/policy.ts';
import type { MediaUrls } from '../videos/video-dto.ts';
import { type GrantAudience, issueGrant, printOf } from './grants.ts';

/**
 * Long enough to watch a long film with pauses; each request is judged anew all the same. A review grant opens even
 * what was taken down, so it ends soon after the moderator has looked.
 */
const grantHours: Readonly<Record<GrantAudience, number>> = {
  open: 12,
  unlocked: 12,
  inside: 12,
  review: 1,
};
/** Grants issued in one stretch share their end, so that caches and pages see one URL. */
const GRANT_STEP_MS = 3_600_000;

/** What of a video its addresses depend on. */
type ShownVideo = Judged & Pick<VideoRow, 'id' | 'thumbnailKey'>;

export interface MediaAccess {
  /**
   * URLs with a grant inside, or null for whom the video does not play.
   * @param hasPass whether they have given its password
   */
  urlsFor(viewer: MaybeViewer, video: ShownVideo, hasPass?: boolean): MediaUrls | null;
}

/** Path of everything the gate serves of one video. */
export function mediaPath(videoId: string, file: string, grant: string): string {
  return `/media/${videoId}/${file}?g=${grant}`;
}

/** `still-2-1` of `<video>/still-2-1.jpg`. */
function versionOf(key: string | null): string {
  return key?.replace(/^.*\//, '').replace(/\.\w+$/, '') ?? '';
}

export function createMediaAccess(settings: {
  secret: string;
  publicUrl: string;
  clock: Clock;
}): MediaAccess {
  return {
    urlsFor(viewer, video, hasPass) {
      const audience = audienceOf(viewer, video, hasPass);
      if (!audience) return null;
      const step = Math.ceil(settings.clock.now().getTime() / GRANT_STEP_MS) * GRANT_STEP_MS;
      const grant = issueGrant(settings.secret, {
        videoId: video.id,
        audience,
        expiresAt: new Date(step + grantHours[audience] * 3_600_000),
        ...(audience === 'unlocked' && { print: printOf(settings.secret, video.passwordHash ?? '') }),
      });
      const url = (file: string) => settings.publicUrl + mediaPath(video.id, file, grant);
      return {
        hls: () => url('master.m3u8'),
        dash: () => url('manifest.mpd'),
        // Another picture has another address, so that pages that show the old one notice.
        thumbnail: () => `${url('thumbnail.jpg')}&v=${versionOf(video.thumbnailKey)}`,
        still: (number) => url(`still-${number}.jpg`),
        caption: (id) => url(`captions/${id}.vtt`),
        storyboard: () => url('storyboard.vtt'),
        rendition: (name) => url(`${name}/playlist.m3u8`),
      };
    },
  };
}
