import fc from 'fast-check';
import { parse } from 'mpd-parser';
import { describe, expect, it } from 'vitest';
import { buildDash } from './dash.ts';
import type { Presentation } from './presentation.ts';
import { sampleCaptions, samplePresentation, sampleUris } from './testing/sample-presentation.ts';

const ORIGIN = 'http://sluice.example';

function read(presentation: Presentation) {
  const faults: string[] = [];
  const manifest = parse(buildDash(presentation, sampleUris), {
    manifestUri: `${ORIGIN}/media/V/manifest.mpd`,
    eventHandler: ({ type, message }) => type === 'warn' && faults.push(message),
  });
  expect(faults).toEqual([]);
  return manifest;
}

/** mpd-parser reads the MPD with a DOM of its own, so an unescaped `&` would already fail there. */
describe('the DASH manifest', () => {
  const manifest = read(samplePresentation);

  it('lists every rung with size, codec and rate', () => {
    expect(manifest.duration).toBeCloseTo(10, 1);
    expect(manifest.playlists.map(({ attributes, endList }) => ({ ...attributes, endList }))).toMatchObject([
      {
        CODECS: 'avc1.64001f',
        RESOLUTION: { width: 1280, height: 720 },
        BANDWIDTH: 144_000,
        'FRAME-RATE': 25,
        endList: true,
      },
      { CODECS: 'avc1.64000d', RESOLUTION: { width: 426, height: 240 }, endList: true },
    ]);
  });

  it('names every segment and init by its own URL, with the grant', () => {
    expect(
      manifest.playlists[0]?.segments.map((segment) => [segment.resolvedUri, segment.map.resolvedUri]),
    ).toEqual(
      [0, 1, 2].map((number) => [
        ORIGIN + sampleUris.segment('720p', number),
        ORIGIN + sampleUris.init('720p'),
      ]),
    );
  });

  it('has the shared sound as its own adaptation set', () => {
    const [group] = Object.values(manifest.mediaGroups.AUDIO.audio ?? {});
    expect(group?.playlists[0]?.attributes.CODECS).toBe('mp4a.40.2');
    expect(group?.playlists[0]?.segments).toHaveLength(3);
  });

  it('has no audio set for a video without sound', () => {
    const text = buildDash({ ...samplePresentation, audio: null }, sampleUris);
    expect(text).not.toContain('contentType="audio"');
    expect(read({ ...samplePresentation, audio: null }).playlists).toHaveLength(2);
  });

  it('escapes the query of every address', () => {
    const text = buildDash(samplePresentation, sampleUris);
    expect(text).toContain('?g=o1.sig&amp;x=1');
    expect(text).not.toMatch(/&(?!amp;)/);
    const hostile = buildDash(samplePresentation, { ...sampleUris, init: () => '"><x a=\'' });
    expect(hostile).toContain('sourceURL="&quot;&gt;&lt;x a=\'"');
  });

  it('has a timeline that gives each segment its measured place and length', () => {
    const ticks = fc.array(fc.constantFrom(40_000, 40_000, 40_000, 20_000, 400), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(ticks, (durations) => {
        const [first] = samplePresentation.video;
        if (!first) throw new Error('the sample has a track');
        const segments = durations.map((durationTicks) => ({ durationTicks, sizeBytes: 1000 }));
        const { playlists } = read({ ...samplePresentation, video: [{ ...first, segments }], audio: null });
        const told = playlists[0]?.segments ?? [];
        expect(told.map((segment) => Math.round(segment.duration * first.timescale))).toEqual(durations);
        let start = 0;
        for (const [index, segment] of told.entries()) {
          expect(segment.presentationTime).toBeCloseTo(start / first.timescale, 6);
          start += durations[index] ?? 0;
        }
      }),
      { numRuns: 50 },
    );
  });

  it('writes runs of equal lengths once', () => {
    const text = buildDash(samplePresentation, sampleUris);
    expect(text).toContain('<S t="0" d="40000" r="1"/>\n      <S d="20000"/>');
  });

  it('says a fractional rate as a fraction', () => {
    const text = buildDash({ ...samplePresentation, frameRate: { num: 24_000, den: 1001 } }, sampleUris);
    expect(text).toContain('frameRate="24000/1001"');
  });
});

describe('captions in DASH', () => {
  it('are a text track a language, with the address of the whole file', () => {
    const { SUBTITLES } = read({ ...samplePresentation, captions: sampleCaptions }).mediaGroups;
    const tracks = Object.values(SUBTITLES.subs ?? {});
    expect(tracks.map(({ language }) => language)).toEqual(['en', 'pt-BR']);
    expect(tracks.map(({ playlists }) => playlists[0]?.segments[0]?.resolvedUri)).toEqual(
      sampleCaptions.map((caption) => ORIGIN + sampleUris.captionFile(caption)),
    );
  });
});
