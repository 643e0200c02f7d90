import fc from 'fast-check';
import { Parser } from 'm3u8-parser';
import { describe, expect, it } from 'vitest';
import { buildCaptionPlaylist, buildHlsMaster, buildHlsPlaylist } from './hls.ts';
import { averageBps, peakBps, trackSeconds, type VideoTrack } from './presentation.ts';
import { sampleCaptions, samplePresentation, sampleUris } from './testing/sample-presentation.ts';

function read(text: string): Parser['manifest'] {
  const parser = new Parser();
  parser.push(text);
  parser.end();
  return parser.manifest;
}

const anyTrack = fc
  .array(
    fc.record({ durationTicks: fc.integer({ min: 1, max: 200_000 }), sizeBytes: fc.integer({ min: 1 }) }),
    {
      minLength: 1,
      maxLength: 40,
    },
  )
  .map(
    (segments): VideoTrack => ({
      name: '240p',
      codecs: 'avc1.64000d',
      timescale: 12_800,
      width: 426,
      height: 240,
      segments,
    }),
  );

describe('an HLS media playlist', () => {
  it('is a complete VOD with one init and an ENDLIST, so that players start at the start', () => {
    for (const track of samplePresentation.video) {
      const text = buildHlsPlaylist(track, sampleUris);
      const playlist = read(text);
      expect(playlist).toMatchObject({ endList: true, playlistType: 'VOD', mediaSequence: 0, version: 7 });
      expect(playlist.independentSegments).toBe(true);
      expect(text.match(/#EXT-X-MAP:/g)).toHaveLength(1);
      expect(playlist.segments.map(({ uri, map }) => [uri, map?.uri])).toEqual(
        [0, 1, 2].map((number) => [sampleUris.segment(track.name, number), sampleUris.init(track.name)]),
      );
    }
  });

  it('has durations that add up to the track, none above TARGETDURATION when rounded', () => {
    fc.assert(
      fc.property(anyTrack, (track) => {
        const playlist = read(buildHlsPlaylist(track, sampleUris));
        const sum = playlist.segments.reduce((at, segment) => at + segment.duration, 0);
        expect(playlist.segments).toHaveLength(track.segments.length);
        // Each is rounded to a microsecond.
        expect(Math.abs(sum - trackSeconds(track))).toBeLessThan(1e-6 * track.segments.length);
        for (const segment of playlist.segments)
          expect(Math.round(segment.duration)).toBeLessThanOrEqual(playlist.targetDuration ?? 0);
      }),
    );
  });
});

describe('the HLS master playlist', () => {
  const master = read(buildHlsMaster(samplePresentation, sampleUris));

  it('lists every rung, largest first, with size, rate and both codecs', () => {
    expect(master.independentSegments).toBe(true);
    expect(master.playlists?.map(({ uri, attributes }) => ({ uri, ...attributes }))).toMatchObject([
      {
        uri: sampleUris.playlist('720p'),
        CODECS: 'avc1.64001f,mp4a.40.2',
        RESOLUTION: { width: 1280, height: 720 },
        'FRAME-RATE': 25,
        AUDIO: 'audio',
      },
      {
        uri: sampleUris.playlist('240p'),
        CODECS: 'avc1.64000d,mp4a.40.2',
        RESOLUTION: { width: 426, height: 240 },
        'FRAME-RATE': 25,
        AUDIO: 'audio',
      },
    ]);
  });

  it('shares one audio rendition', () => {
    expect(master.mediaGroups?.AUDIO).toMatchObject({
      audio: { Audio: { uri: sampleUris.playlist('audio'), default: true } },
    });
  });

  it('counts the audio into both bandwidths', () => {
    const [track] = samplePresentation.video;
    const { audio } = samplePresentation;
    if (!track || !audio) throw new Error('the sample has both');
    expect(master.playlists?.[0]?.attributes.BANDWIDTH).toBe(peakBps(track) + peakBps(audio));
    expect(Number(master.playlists?.[0]?.attributes['AVERAGE-BANDWIDTH'])).toBe(
      averageBps(track) + averageBps(audio),
    );
  });

  it('never says a BANDWIDTH below the average', () => {
    fc.assert(
      fc.property(anyTrack, (track) => {
        const text = buildHlsMaster({ ...samplePresentation, video: [track], audio: null }, sampleUris);
        const attributes = read(text).playlists?.[0]?.attributes;
        expect(attributes?.BANDWIDTH).toBeGreaterThanOrEqual(Number(attributes?.['AVERAGE-BANDWIDTH']));
      }),
    );
  });

  it('names no audio group and no audio codec for a video without sound', () => {
    const text = buildHlsMaster({ ...samplePresentation, audio: null }, sampleUris);
    expect(text).not.toContain('AUDIO');
    expect(read(text).playlists?.map(({ attributes }) => attributes.CODECS)).toEqual([
      'avc1.64001f',
      'avc1.64000d',
    ]);
  });

  it('says a fractional rate to the thousandth', () => {
    const text = buildHlsMaster({ ...samplePresentation, frameRate: { num: 30_000, den: 1001 } }, sampleUris);
    expect(text).toContain('FRAME-RATE=29.970');
  });
});

describe('captions in HLS', () => {
  const master = read(buildHlsMaster({ ...samplePresentation, captions: sampleCaptions }, sampleUris));

  it('are offered by name and language with every rung, and shown to nobody unasked', () => {
    expect(master.mediaGroups?.SUBTITLES.captions).toMatchObject({
      English: { language: 'en', default: false, uri: sampleUris.captionPlaylist(sampleCaptions[0]) },
      'Português & mais': { language: 'pt-BR', uri: sampleUris.captionPlaylist(sampleCaptions[1]) },
    });
    expect(master.playlists?.map(({ attributes }) => attributes.SUBTITLES)).toEqual(['captions', 'captions']);
    expect(master.playlists?.map(({ attributes }) => attributes.AUDIO)).toEqual(['audio', 'audio']);
  });

  it('are one segment as long as the video', () => {
    const playlist = read(buildCaptionPlaylist(sampleCaptions[0], 10.5, sampleUris));
    expect(playlist).toMatchObject({ endList: true, playlistType: 'VOD', targetDuration: 11 });
    expect(playlist.segments).toMatchObject([
      { duration: 10.5, uri: sampleUris.captionFile(sampleCaptions[0]) },
    ]);
  });

  it('are not mentioned where there are none', () => {
    expect(buildHlsMaster(samplePresentation, sampleUris)).not.toContain('SUBTITLES');
  });
});
