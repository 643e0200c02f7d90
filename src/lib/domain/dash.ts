import type { CaptionTrack } from './captions/caption-track.ts';
import {
  averageBps,
  type MediaUris,
  type Presentation,
  presentationSeconds,
  type Track,
  type VideoTrack,
} from './presentation.ts';

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/**
 * A static MPD over the same segments as HLS. Segment URLs are explicit, because an object's key
 * carries the epoch that made it and so follows no template.
 */
export function buildDash(presentation: Presentation, uris: MediaUris): string {
  const { video, audio, frameRate } = presentation;
  const seconds = presentationSeconds(presentation);
  const rate = frameRate.den === 1 ? `${frameRate.num}` : `${frameRate.num}/${frameRate.den}`;
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:full:2011" type="static"' +
      ` mediaPresentationDuration="PT${seconds.toFixed(3)}S" minBufferTime="PT${presentation.maxSegmentSeconds.toFixed(3)}S">`,
    ` <Period id="0" start="PT0S" duration="PT${seconds.toFixed(3)}S">`,
    '  <AdaptationSet id="0" contentType="video" mimeType="video/mp4" segmentAlignment="true" startWithSAP="1">',
    ...video.flatMap((track) => representation(track, uris, videoAttributes(track, rate))),
    '  </AdaptationSet>',
  ];
  if (audio) {
    lines.push(
      '  <AdaptationSet id="1" contentType="audio" mimeType="audio/mp4" segmentAlignment="true" startWithSAP="1">',
      ...representation(audio, uris, ''),
      '  </AdaptationSet>',
    );
  }
  lines.push(...presentation.captions.flatMap((caption, index) => captionSet(caption, index + 2, uris)));
  lines.push(' </Period>', '</MPD>');
  return `${lines.join('\n')}\n`;
}

function videoAttributes(track: VideoTrack, rate: string): string {
  return ` width="${track.width}" height="${track.height}" frameRate="${rate}" sar="1:1"`;
}

function representation(track: Track, uris: MediaUris, attributes: string): readonly string[] {
  return [
    `   <Representation id="${track.name}" bandwidth="${averageBps(track)}" codecs="${track.codecs}"${attributes}>`,
    `    <SegmentList timescale="${track.timescale}">`,
    `     <Initialization sourceURL="${escapeXml(uris.init(track.name))}"/>`,
    '     <SegmentTimeline>',
    ...timeline(track).map((entry) => `      ${entry}`),
    '     </SegmentTimeline>',
    ...track.segments.map(
      (_, number) => `     <SegmentURL media="${escapeXml(uris.segment(track.name, number))}"/>`,
    ),
    '    </SegmentList>',
    '   </Representation>',
  ];
}

/** A WebVTT file as it is: players fetch it whole. */
function captionSet(caption: CaptionTrack, id: number, uris: MediaUris): readonly string[] {
  const language = escapeXml(caption.language);
  return [
    `  <AdaptationSet id="${id}" contentType="text" mimeType="text/vtt" lang="${language}">`,
    '   <Role schemeIdUri="urn:mpeg:dash:role:2011" value="subtitle"/>',
    `   <Label>${escapeXml(caption.label)}</Label>`,
    // The attribute is mandatory; nothing of text is worth adapting to.
    `   <Representation id="captions-${escapeXml(caption.id)}" bandwidth="256">`,
    `    <BaseURL>${escapeXml(uris.captionFile(caption))}</BaseURL>`,
    '   </Representation>',
    '  </AdaptationSet>',
  ];
}

/** Runs of equal durations are written once with a repeat count. */
function timeline(track: Track): readonly string[] {
  const entries: string[] = [];
  let index = 0;
  while (index < track.segments.length) {
    const duration = track.segments[index]?.durationTicks ?? 0;
    let run = 1;
    while (track.segments[index + run]?.durationTicks === duration) run++;
    const time = index === 0 ? ' t="0"' : '';
    entries.push(`<S${time} d="${duration}"${run > 1 ? ` r="${run - 1}"` : ''}/>`);
    index += run;
  }
  return entries;
}
