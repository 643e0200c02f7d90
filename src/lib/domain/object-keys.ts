/** Track names inside a video's folder: a rung's name, or this one for the shared audio. */
export const AUDIO_TRACK = 'audio';

/**
 * Stretches of the sound that were made before their turn, for whoever has jumped there. They play until the one encode of
 * the whole has come that far; no manifest names them.
 */
export const AHEAD_TRACK = 'audio-ahead';

/** Binding number of a track's init segment; media segments count from 0. */
export const INIT_SEGMENT = -1;

/** Key of the uploaded source: the video's id and nothing the user typed (FFmpeg picks demuxers by extension). */
export function sourceKey(videoId: string): string {
  return `${videoId}/source`;
}

/** Key of one of the objects that a long source lies in, its volumes: they count from 0. */
export function volumeKey(videoId: string, number: number, epoch: number): string {
  return `${volumePrefix(videoId)}${number}-${epoch}`;
}

export function volumePrefix(videoId: string): string {
  return `${sourceKey(videoId)}-`;
}

export function videoIdOfSourceKey(key: string): string | undefined {
  return /^([0-9A-HJKMNP-TV-Z]{26})\/source$/.exec(key)?.[1];
}

/** What a tus upload holds beyond its last whole part, until the part is full: at most one object at a time counts. */
export function tailKey(videoId: string, receivedBytes: number): string {
  return `${tailPrefix(videoId)}${receivedBytes}`;
}

export function tailPrefix(videoId: string): string {
  return `${videoId}/tail-`;
}

/** The epoch in the key lets a zombie write only beside the segment that counts, never over it. */
export function segmentKey(videoId: string, track: string, number: number, epoch: number): string {
  return `${videoId}/${track}/${number}-${epoch}.m4s`;
}

/** Named by content: equal inits of different chunks share one object, unequal ones can not hide. */
export function initKey(videoId: string, track: string, sha256Hex: string): string {
  return `${videoId}/${track}/init-${sha256Hex.slice(0, 16)}.mp4`;
}

/** A frame that the `stills` task offers as the thumbnail; numbers count from 0. */
export function stillKey(videoId: string, number: number, epoch: number): string {
  return `${videoId}/still-${number}-${epoch}.jpg`;
}

/** The thumbnail that the owner asked for: a frame of their choice, or their own picture made safe. */
export function chosenStillKey(videoId: string, epoch: number): string {
  return `${videoId}/chosen-${epoch}.jpg`;
}

/** A sheet of storyboard tiles; sheets count from 0. */
export function storyboardKey(videoId: string, sheet: number, epoch: number): string {
  return `${videoId}/storyboard-${sheet}-${epoch}.jpg`;
}

export function manifestKey(videoId: string, name: string): string {
  return `${videoId}/${name}`;
}

/** A caption file, or HLS' playlist of it. The id is new with each upload. */
export function captionKey(videoId: string, captionId: string, extension: 'vtt' | 'm3u8'): string {
  return `${videoId}/captions/${captionId}.${extension}`;
}

/** A picture that an owner uploaded to be made a thumbnail of. In the source bucket: nobody is served from there. */
export function uploadedPictureKey(videoId: string, uploadId: string): string {
  return `${videoId}/picture-${uploadId}`;
}
