import { describe, expect, it } from 'vitest';
import { isPlayable, plannedSegmentCount, presentEarly } from './early-presentation.ts';
import { buildHlsMaster, buildHlsPlaylist } from './hls.ts';
import { AUDIO_TRACK, INIT_SEGMENT } from './object-keys.ts';
import { plan } from './plan.ts';
import type { BoundSegment } from './presentation.ts';
import { sampleFacts } from './testing/sample-facts.ts';
import { sampleUris } from './testing/sample-presentation.ts';

const planned = plan(sampleFacts());
const LOWEST = '240p';

function bind(track: string, numbers: readonly number[], timescale = planned.grid.timescale): BoundSegment[] {
  return numbers.map((number) => ({
    track,
    number,
    sizeBytes: 1_000,
    durationTicks: number === INIT_SEGMENT ? 0 : 4 * timescale,
    codecs: number === INIT_SEGMENT ? 'c' : null,
    timescale: number === INIT_SEGMENT ? timescale : null,
  }));
}
const all = Array.from({ length: planned.grid.segmentCount + 1 }, (_, index) => index - 1);
const firstPicture = bind(LOWEST, [INIT_SEGMENT, 0]);
const firstSound = bind(AUDIO_TRACK, [INIT_SEGMENT, 0], 48_000);

describe('a video is playable', () => {
  const playable = (bound: readonly BoundSegment[], of = planned) =>
    isPlayable(of, (track, number) => bound.some((row) => row.track === track && row.number === number));

  it('once the first picture of the lowest rung and its sound are there, in any order', () => {
    expect(playable([...firstSound, ...firstPicture])).toBe(true);
    for (const missing of [...firstPicture, ...firstSound])
      expect(playable([...firstPicture, ...firstSound].filter((row) => row !== missing))).toBe(false);
  });

  it('without sound if it has none, and not by another rung', () => {
    expect(playable(firstPicture, plan(sampleFacts({ audio: null })))).toBe(true);
    expect(playable([...bind('720p', all), ...firstSound])).toBe(false);
  });
});

describe('what is presented while it is encoded', () => {
  it('is nothing before it is playable', () => {
    expect(presentEarly(planned, firstPicture)).toBeUndefined();
  });

  it('is the whole lowest rung and the whole sound, however little of them is there', () => {
    const presented = presentEarly(planned, [...firstPicture, ...firstSound]);
    expect(presented?.video.map(({ name }) => name)).toEqual([LOWEST]);
    const [lowest] = presented?.video ?? [];
    const ticks = lowest?.segments.reduce((sum, segment) => sum + segment.durationTicks, 0);
    expect(ticks).toBe(planned.grid.totalFrames * planned.grid.ticksPerFrame);
    const samples = presented?.audio?.segments.reduce((sum, segment) => sum + segment.durationTicks, 0);
    expect(samples).toBe(30 * 48_000);
  });

  it('is complete from the first moment: players mis-handle playlists that grow', () => {
    const [lowest] = presentEarly(planned, [...firstPicture, ...firstSound])?.video ?? [];
    const text = lowest ? buildHlsPlaylist(lowest, sampleUris) : '';
    expect(text).toContain('#EXT-X-PLAYLIST-TYPE:VOD');
    expect(text.trimEnd().endsWith('#EXT-X-ENDLIST')).toBe(true);
    expect(text.match(/#EXTINF/g)).toHaveLength(planned.grid.segmentCount);
  });

  it('offers another rung only when every segment of it is there', () => {
    const rungs = (bound: readonly BoundSegment[]) =>
      presentEarly(planned, [...firstPicture, ...firstSound, ...bound])?.video.map(({ name }) => name);
    expect(rungs(bind('480p', all.slice(0, -1)))).toEqual([LOWEST]);
    expect(rungs(bind('480p', all))).toEqual(['480p', LOWEST]);
  });

  it('states the cap as the rate of a rung whose bytes are not known yet', () => {
    const presented = presentEarly(planned, [...firstPicture, ...firstSound]);
    const cap = (planned.rungs.at(-1)?.maxrateBps ?? 0) + (planned.audio?.bitrateBps ?? 0);
    const stated = presented && /[^-]BANDWIDTH=(\d+)/.exec(buildHlsMaster(presented, sampleUris))?.[1];
    expect(Math.abs(Number(stated) / cap - 1)).toBeLessThan(0.01);
  });
});

it('knows where each track ends before it is made', () => {
  expect(plannedSegmentCount(planned, LOWEST)).toBe(planned.grid.segmentCount);
  expect(plannedSegmentCount(planned, AUDIO_TRACK)).toBe(8);
  expect(plannedSegmentCount(planned, 'attic')).toBe(0);
});
