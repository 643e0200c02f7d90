import type { CaptionTrack } from './captions/caption-track.ts';
import {
  averageBps,
  type MediaUris,
  type Presentation,
  peakBps,
  segmentDuration,
  type Track,
  type VideoTrack,
} from './presentation.ts';
import { toNumber } from './source-facts.ts';

/** fMP4 in HLS needs at least 6, independent segments included: RFC 8216bis section 8. */
const HLS_VERSION = 7;

/** The multivariant playlist. Audio is one shared rendition, so that no rung carries its own copy. */
export function buildHlsMaster(presentation: Presentation, uris: MediaUris): string {
  const { audio } = presentation;
  const lines = ['#EXTM3U', `#EXT-X-VERSION:${HLS_VERSION}`, '#EXT-X-INDEPENDENT-SEGMENTS'];
  if (audio) {
    lines.push(
      `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="Audio",DEFAULT=YES,AUTOSELECT=YES,URI="${uris.playlist(audio.name)}"`,
    );
  }
  for (const caption of presentation.captions) {
    const names = `NAME="${caption.label}",LANGUAGE="${caption.language}"`;
    lines.push(
      `#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="captions",${names},DEFAULT=NO,AUTOSELECT=YES,FORCED=NO,URI="${uris.captionPlaylist(caption)}"`,
    );
  }
  for (const track of presentation.video) {
    lines.push(
      `#EXT-X-STREAM-INF:${streamAttributes(presentation, track).join(',')}`,
      uris.playlist(track.name),
    );
  }
  return `${lines.join('\n')}\n`;
}

function streamAttributes(presentation: Presentation, track: VideoTrack): readonly string[] {
  const { audio } = presentation;
  const codecs = audio ? `${track.codecs},${audio.codecs}` : track.codecs;
  const attributes = [
    `BANDWIDTH=${peakBps(track) + (audio ? peakBps(audio) : 0)}`,
    `AVERAGE-BANDWIDTH=${averageBps(track) + (audio ? averageBps(audio) : 0)}`,
    `CODECS="${codecs}"`,
    `RESOLUTION=${track.width}x${track.height}`,
    `FRAME-RATE=${toNumber(presentation.frameRate).toFixed(3)}`,
  ];
  if (audio) attributes.push('AUDIO="audio"');
  if (presentation.captions.length > 0) attributes.push('SUBTITLES="captions"');
  return attributes;
}

/** A complete VOD playlist of one track: players start a playlist without ENDLIST at its end. */
export function buildHlsPlaylist(track: Track, uris: MediaUris): string {
  const longest = Math.max(...track.segments.map((segment) => segmentDuration(track, segment)));
  const lines = [
    '#EXTM3U',
    `#EXT-X-VERSION:${HLS_VERSION}`,
    `#EXT-X-TARGETDURATION:${Math.max(1, Math.round(longest))}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    `#EXT-X-MAP:URI="${uris.init(track.name)}"`,
  ];
  track.segments.forEach((segment, number) => {
    lines.push(`#EXTINF:${segmentDuration(track, segment).toFixed(6)},`, uris.segment(track.name, number));
  });
  lines.push('#EXT-X-ENDLIST');
  return `${lines.join('\n')}\n`;
}

/** Captions as one segment as long as the video: a megabyte of text at most, and no cue is cut in two. */
export function buildCaptionPlaylist(caption: CaptionTrack, seconds: number, uris: MediaUris): string {
  const lines = [
    '#EXTM3U',
    `#EXT-X-VERSION:${HLS_VERSION}`,
    `#EXT-X-TARGETDURATION:${Math.max(1, Math.ceil(seconds))}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    `#EXTINF:${seconds.toFixed(6)},`,
    uris.captionFile(caption),
    '#EXT-X-ENDLIST',
  ];
  return `${lines.join('\n')}\n`;
}
