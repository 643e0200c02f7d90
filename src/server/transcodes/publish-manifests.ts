import { buildDash } from '#lib/domain/dash.ts';
import { buildCaptionPlaylist, buildHlsMaster, buildHlsPlaylist } from '#lib/domain/hls.ts';
import { captionKey, INIT_SEGMENT, manifestKey } from '#lib/domain/object-keys.ts';
import { type MediaUris, type Presentation, presentationSeconds } from '#lib/domain/presentation.ts';
import type { ObjectStore } from '../ports/object-store.ts';

const HLS_TYPE = 'application/vnd.apple.mpegurl';
const DASH_TYPE = 'application/dash+xml';
/** Names are new with each revision, but players and caches ask again in good time for one that is gone. */
const CACHE_CONTROL = 'public, max-age=3600';

/** Keys of the two manifests that name all else. */
export interface ManifestKeys {
  readonly hlsKey: string;
  readonly dashKey: string;
}

/**
 * @param revision null for the first manifests of a video; later ones stand beside them, for caches and
 *   players may hold those
 */
export function manifestKeysOf(videoId: string, revision: string | null): ManifestKeys {
  const suffix = revision === null ? '' : `-${revision}`;
  return {
    hlsKey: manifestKey(videoId, `master${suffix}.m3u8`),
    dashKey: manifestKey(videoId, `manifest${suffix}.mpd`),
  };
}

/**
 * Writes the static manifests of a video.
 * @param bound objects of its segments by `<track>/<number>`
 */
export async function publishManifests(
  { store, mediaBucket }: { readonly store: ObjectStore; readonly mediaBucket: string },
  videoId: string,
  presentation: Presentation,
  bound: ReadonlyMap<string, string>,
  { hlsKey, dashKey }: ManifestKeys,
): Promise<void> {
  const uris = relativeUris(videoId, bound);
  const put = (key: string, text: string, type: string) =>
    store.write({ bucket: mediaBucket, key }, text, type, CACHE_CONTROL);
  const tracks = [...presentation.video, ...(presentation.audio ? [presentation.audio] : [])];
  const seconds = presentationSeconds(presentation);
  await Promise.all([
    ...tracks.map((track) => {
      const inside = relativeUris(`${videoId}/${track.name}`, bound);
      return put(
        manifestKey(videoId, `${track.name}/playlist.m3u8`),
        buildHlsPlaylist(track, inside),
        HLS_TYPE,
      );
    }),
    ...presentation.captions.map((caption) => {
      const inside = { ...uris, captionFile: () => `${caption.id}.vtt` };
      const playlist = buildCaptionPlaylist(caption, seconds, inside);
      return put(captionKey(videoId, caption.id, 'm3u8'), playlist, HLS_TYPE);
    }),
    put(dashKey, buildDash(presentation, uris), DASH_TYPE),
  ]);
  // Last, so that whoever finds the master finds all that it names.
  await put(hlsKey, buildHlsMaster(presentation, uris), HLS_TYPE);
}

/** URIs from a manifest in `folder` to the bound objects. */
function relativeUris(folder: string, keys: ReadonlyMap<string, string>): MediaUris {
  const to = (track: string, number: number) => {
    const key = keys.get(`${track}/${number}`) ?? '';
    return key.startsWith(`${folder}/`) ? key.slice(folder.length + 1) : key;
  };
  return {
    playlist: (track) => `${track}/playlist.m3u8`,
    init: (track) => to(track, INIT_SEGMENT),
    segment: to,
    captionPlaylist: ({ id }) => `captions/${id}.m3u8`,
    captionFile: ({ id }) => `captions/${id}.vtt`,
  };
}
