export type PlayerFormat = 'hls' | 'dash';

export interface PlayerSource {
  readonly src: string;
  readonly type: 'application/x-mpegURL' | 'application/dash+xml';
}

interface Addresses {
  readonly hlsUrl: string | null;
  readonly manifestUrl: string | null;
}

/** What to give the player; undefined while there is nothing to play. A foreign transcoder may have made only one kind. */
export function choosePlayerSource(format: PlayerFormat, video: Addresses): PlayerSource | undefined {
  const hls = video.hlsUrl && ({ src: video.hlsUrl, type: 'application/x-mpegURL' } as const);
  const dash = video.manifestUrl && ({ src: video.manifestUrl, type: 'application/dash+xml' } as const);
  return (format === 'dash' ? dash || hls : hls || dash) || undefined;
}
