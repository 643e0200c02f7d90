/** Watches as a player does: playlists, then segments through the gate, which may say "not yet". */
import { open } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { RestClient } from '../../tests/support/rest-client.ts';
import { readVideo } from '../../tests/support/upload.ts';

/** Segment URLs of one track, in order, the init segment apart. */
interface WatchedTrack {
  readonly init: string;
  readonly segments: readonly string[];
}

export interface Watched {
  /** The one with the least bandwidth: where a player begins. */
  readonly lowest: WatchedTrack;
  /** Null of a silent video. */
  readonly audio: WatchedTrack | null;
}

/** Nobody waits longer for a picture. */
const MAX_WAIT_MS = 60_000;
const FALLBACK_RETRY_SECONDS = 1;

/** Fetches one address of a video to its last byte; asks again after a 503, as long as it says. */
async function fetchThroughGate(url: string): Promise<Uint8Array> {
  const deadline = performance.now() + MAX_WAIT_MS;
  for (;;) {
    const response = await fetch(url);
    if (response.ok) return response.bytes();
    const said = (await response.text()).slice(0, 200);
    if (response.status !== 503 || performance.now() > deadline)
      throw new Error(`${new URL(url).pathname} answered ${response.status}: ${said}`);
    await delay(1000 * Number(response.headers.get('retry-after') ?? FALLBACK_RETRY_SECONDS));
  }
}

const fetchText = async (url: string): Promise<string> =>
  new TextDecoder().decode(await fetchThroughGate(url));

/** The playlists of a video that can be played, while it is made or afterwards. */
export async function openVideo(person: RestClient, videoId: string): Promise<Watched> {
  const { hlsUrl } = await readVideo(person, videoId);
  if (!hlsUrl) throw new Error(`${videoId} can not be played`);
  const master = await fetchText(hlsUrl);
  const rungs = [...master.matchAll(/^#EXT-X-STREAM-INF:.*?BANDWIDTH=(\d+).*\n(.+)$/gm)]
    .map(([, bandwidth, uri = '']) => ({ bandwidth: Number(bandwidth), uri }))
    .toSorted((a, b) => a.bandwidth - b.bandwidth);
  const audioUri = /^#EXT-X-MEDIA:TYPE=AUDIO.*URI="([^"]+)"/m.exec(master)?.[1];
  const [lowest, audio] = await Promise.all([
    openTrack(new URL(rungs[0]?.uri ?? '', hlsUrl)),
    audioUri === undefined ? null : openTrack(new URL(audioUri, hlsUrl)),
  ]);
  return { lowest, audio };
}

/**
 * The track of a media playlist as one file, piece after piece as a player appends them. FFmpeg's own copy would do more:
 * it writes times anew, and the first pictures of what it writes are then left out by whoever reads it.
 */
export async function saveTrack(playlistUrl: string, file: string, signal: AbortSignal): Promise<void> {
  const { init, segments } = await openTrack(new URL(playlistUrl));
  await using whole = await open(file, 'w');
  for (const url of [init, ...segments]) {
    signal.throwIfAborted();
    await whole.write(await fetchThroughGate(url));
  }
}

async function openTrack(url: URL): Promise<WatchedTrack> {
  const playlist = await fetchText(url.href);
  const absolute = (uri: string) => new URL(uri, url).href;
  return {
    init: absolute(/^#EXT-X-MAP:URI="([^"]+)"/m.exec(playlist)?.[1] ?? ''),
    segments: playlist
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map(absolute),
  };
}

/** Fetches what a player needs to show the first picture with its sound. */
export async function fetchFirstPicture(person: RestClient, videoId: string): Promise<void> {
  const { lowest, audio } = await openVideo(person, videoId);
  const tracks = audio ? [lowest, audio] : [lowest];
  const urls = tracks.flatMap(({ init, segments }) => [init, segments[0] ?? '']);
  await Promise.all(urls.map(fetchThroughGate));
}

/** Seconds until picture and sound of one segment are there. Sound is cut at nearly the same times. */
export async function timeSeek({ lowest, audio }: Watched, number: number): Promise<number> {
  const began = performance.now();
  const urls = [lowest, audio].flatMap((track) => track?.segments[number] ?? []);
  await Promise.all(urls.map(fetchThroughGate));
  return (performance.now() - began) / 1000;
}
