import { buildDash } from '#lib/domain/dash.ts';
import { presentEarly } from '#lib/domain/early-presentation.ts';
import { AppError } from '#lib/domain/errors.ts';
import { buildCaptionPlaylist, buildHlsMaster, buildHlsPlaylist } from '#lib/domain/hls.ts';
import { captionKey, INIT_SEGMENT } from '#lib/domain/object-keys.ts';
import type { Plan } from '#lib/domain/plan.ts';
import {
  type BoundSegment,
  type MediaUris,
  type Presentation,
  present,
  presentationSeconds,
} from '#lib/domain/presentation.ts';
import { buildStoryboardVtt } from '#lib/domain/storyboard.ts';
import { findCaptionTracks } from '../captions/caption-tracks.ts';
import type { Database } from '../db/client.ts';
import type { VideoRow } from '../db/schema/videos.ts';
import type { Clock } from '../ports/clock.ts';
import type { MediaSigner } from '../ports/media-signer.ts';
import { isOpenToStrangers, isTakenDown } from '../videos/policy.ts';
import { createAwaitedSegments } from './awaited-segment.ts';
import { readGrant } from './grants.ts';
import { mediaPath } from './media-access.ts';
import { opensByPassword } from './passes.ts';
import { findBindings, findBoundKey, findPlayableKey, findVideo } from './repository.ts';

/** Long enough for a slow line to begin its fetch, too short to be worth passing on. */
const SEGMENT_URL_SECONDS = 60;

/** What the gate answers with: a small text of our own, or the way to the bytes. */
export type GateAnswer =
  | { readonly kind: 'text'; readonly contentType: string; readonly body: string }
  | { readonly kind: 'redirect'; readonly url: string };

/**
 * The only way to media: playlists with the viewer's grant on every URI, and segments as
 * redirects to signed URLs of a minute. Each request is judged, so hiding a video stops its playback: the first
 * request after the decision's commit is refused, whatever grant it brings but a moderator's.
 */
export function createGate(parts: { db: Database; clock: Clock; signer: MediaSigner; secret: string }) {
  const { db } = parts;
  const awaited = createAwaitedSegments(parts);

  async function admit(videoId: string, token: string | null): Promise<VideoRow> {
    if (!token) throw new AppError('UNAUTHORIZED', 'This needs a grant.');
    const grant = readGrant(parts.secret, videoId, token, parts.clock.now());
    if (!grant) throw new AppError('FORBIDDEN', 'This grant is not valid, or not any more.');
    const video = await findVideo(db, videoId);
    if (!video || video.status === 'deleted') throw new AppError('VIDEO_NOT_FOUND');
    if (grant.audience === 'open' && !isOpenToStrangers(video)) throw new AppError('VIDEO_NOT_FOUND');
    if (grant.audience === 'unlocked' && !opensByPassword(parts.secret, grant, video))
      throw new AppError('VIDEO_NOT_FOUND');
    // Its owner's addresses may have gone from hand to hand.
    if (grant.audience === 'inside' && isTakenDown(video)) throw new AppError('VIDEO_GONE');
    if (!video.playable && (video.status === 'failed' || video.status === 'cancelled'))
      throw new AppError('VIDEO_GONE');
    return video;
  }

  async function presentationOf(video: VideoRow): Promise<Presentation> {
    const bound = video.playable ? await findBindings(db, video.id) : [];
    const presentation = video.plan ? presentationFor(video, video.plan, bound) : undefined;
    if (!presentation) throw new AppError('VIDEO_NOT_FOUND', 'This video can not be played yet.');
    return { ...presentation, captions: await findCaptionTracks(db, video.id) };
  }

  async function keyOfSegment(
    video: VideoRow,
    track: string,
    number: number,
    grant: string,
  ): Promise<string | undefined> {
    if (!video.plan || video.status !== 'processing') return findBoundKey(db, video.id, track, number);
    const key = await findPlayableKey(db, video.id, track, number);
    if (key) return key;
    const made = await awaited.waitFor(video.id, video.plan, track, number);
    // It may have been taken down while this request was held.
    await admit(video.id, grant);
    return made;
  }

  async function redirectTo(key: string | null | undefined): Promise<GateAnswer> {
    if (!key) throw new AppError('NOT_FOUND');
    return { kind: 'redirect', url: await parts.signer.signGet(key, SEGMENT_URL_SECONDS) };
  }

  /** Thumbnail, stills and storyboard: there before the video plays, and whatever becomes of its segments. */
  async function answerPicture(
    video: VideoRow,
    file: string,
    grant: string,
  ): Promise<GateAnswer | undefined> {
    if (file === 'thumbnail.jpg') return redirectTo(video.thumbnailKey);
    if (file === 'storyboard.vtt') {
      if (!video.storyboard) throw new AppError('NOT_FOUND');
      const seconds = (video.durationMs ?? 0) / 1000;
      const body = buildStoryboardVtt(video.storyboard, seconds, (sheet) =>
        mediaPath(video.id, `storyboard-${sheet}.jpg`, grant),
      );
      return { kind: 'text', contentType: 'text/vtt', body };
    }
    const [, kind, number] = /^(still|storyboard)-(\d{1,3})\.jpg$/.exec(file) ?? [];
    if (!kind) return undefined;
    const keys = kind === 'still' ? video.stillKeys : video.storyboard?.sheetKeys;
    return redirectTo(keys?.[Number(number)]);
  }

  async function answerCaptions(video: VideoRow, file: string, uris: MediaUris): Promise<GateAnswer> {
    const [id, extension] = file.split('.');
    const caption = (await findCaptionTracks(db, video.id)).find((track) => track.id === id);
    if (caption && extension === 'vtt') return redirectTo(captionKey(video.id, caption.id, 'vtt'));
    if (!caption || extension !== 'm3u8') throw new AppError('NOT_FOUND');
    const seconds = presentationSeconds(await presentationOf(video));
    return hls(buildCaptionPlaylist(caption, seconds, uris));
  }

  async function answer(video: VideoRow, file: string, grant: string): Promise<GateAnswer> {
    const uris: MediaUris = {
      playlist: (track) => mediaPath(video.id, `${track}/playlist.m3u8`, grant),
      init: (track) => mediaPath(video.id, `${track}/init.mp4`, grant),
      segment: (track, number) => mediaPath(video.id, `${track}/${number}.m4s`, grant),
      captionPlaylist: ({ id }) => mediaPath(video.id, `captions/${id}.m3u8`, grant),
      captionFile: ({ id }) => mediaPath(video.id, `captions/${id}.vtt`, grant),
    };
    if (file.startsWith('captions/')) return answerCaptions(video, file.slice('captions/'.length), uris);
    const picture = await answerPicture(video, file, grant);
    if (picture) return picture;
    if (file === 'master.m3u8') {
      return hls(buildHlsMaster(await presentationOf(video), uris));
    }
    if (file === 'manifest.mpd') {
      const body = buildDash(await presentationOf(video), uris);
      return { kind: 'text', contentType: 'application/dash+xml', body };
    }
    const [track = '', name = ''] = file.split('/');
    if (name === 'playlist.m3u8') {
      const { video: rungs, audio } = await presentationOf(video);
      const found = [...rungs, ...(audio ? [audio] : [])].find((candidate) => candidate.name === track);
      if (!found) throw new AppError('NOT_FOUND');
      return hls(buildHlsPlaylist(found, uris));
    }
    if (!video.playable) throw new AppError('VIDEO_NOT_FOUND', 'This video can not be played yet.');
    if (name === 'init.mp4') return redirectTo(await findBoundKey(db, video.id, track, INIT_SEGMENT));
    const number = /^(\d{1,9})\.m4s$/.exec(name)?.[1];
    if (number === undefined) throw new AppError('NOT_FOUND');
    return redirectTo(await keyOfSegment(video, track, Number(number), grant));
  }

  return {
    /**
     * Serves one file of a video.
     * @param file path below `/media/<videoId>/`, such as `720p/playlist.m3u8`
     */
    async serve(videoId: string, file: string, token: string | null): Promise<GateAnswer> {
      const video = await admit(videoId, token);
      return answer(video, file, token ?? '');
    },
  };
}

function hls(body: string): GateAnswer {
  return { kind: 'text', contentType: 'application/vnd.apple.mpegurl', body };
}

/** Until it is ready a video is presented as it is planned; from then on as it is. */
function presentationFor(
  { status, audioSegmentCount }: VideoRow,
  plan: Plan,
  bound: readonly BoundSegment[],
): Presentation | undefined {
  return status === 'ready' ? present(plan, audioSegmentCount, bound) : presentEarly(plan, bound);
}
