export type PlayerFormat = 'hls' | 'dash';

export interface PlayerSource {
  readonly src: string;
  readonly type: 'application/x-mpegURL' | 'application/dash+xml';
}

interface Addresses {
  readonly hlsUrl: string | null;
  readonly manifestUrl: string | null;
}

/** What to give the player; undefined while there is nothing to play. */
export function choosePlayerSource(format: PlayerFormat, video: Addresses): PlayerSource | undefined {
  if (format === 'dash') {
    return video.manifestUrl ? { src: video.manifestUrl, type: 'application/dash+xml' } : undefined;
  }
  return video.hlsUrl ? { src: video.hlsUrl, type: 'application/x-mpegURL' } : undefined;
}
