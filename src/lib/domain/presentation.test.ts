import { describe, expect, it } from 'vitest';
import { AUDIO_TRACK, INIT_SEGMENT } from './object-keys.ts';
import { plan } from './plan.ts';
import { averageBps, type BoundSegment, peakBps, present, trackBytes, trackSeconds } from './presentation.ts';
import { sampleFacts } from './testing/sample-facts.ts';
import { samplePresentation } from './testing/sample-presentation.ts';

const planned = plan(sampleFacts());
const silent = plan(sampleFacts({ audio: null }));
const AUDIO_SEGMENTS = 8;

function bind(track: string, count: number, timescale: number): BoundSegment[] {
  const init = { track, number: INIT_SEGMENT, sizeBytes: 700, durationTicks: 0, codecs: 'c', timescale };
  const media = Array.from({ length: count }, (_, number) => ({
    track,
    number,
    sizeBytes: 1000 + number,
    durationTicks: 4 * timescale,
    codecs: null,
    timescale: null,
  }));
  return [init, ...media];
}

const everything = [
  ...planned.rungs.flatMap((rung) => bind(rung.name, planned.grid.segmentCount, planned.grid.timescale)),
  ...bind(AUDIO_TRACK, AUDIO_SEGMENTS, 48_000),
];
const without = (track: string, number: number) =>
  everything.filter((segment) => segment.track !== track || segment.number !== number);
const rungsOf = (bound: readonly BoundSegment[]) =>
  present(planned, AUDIO_SEGMENTS, bound)?.video.map((track) => track.name);

describe('what is presented of a plan', () => {
  it('is every rung, largest first, with its segments in order however the rows come', () => {
    const presented = present(planned, AUDIO_SEGMENTS, everything.toReversed());
    expect(presented?.video.map((track) => track.name)).toEqual(['720p', '480p', '360p', '240p']);
    expect(presented?.video[0]).toMatchObject({ width: 1280, height: 720, timescale: 10_000, codecs: 'c' });
    expect(presented?.audio?.segments).toHaveLength(AUDIO_SEGMENTS);
    for (const track of presented?.video ?? [])
      expect(track.segments.map((segment) => segment.sizeBytes - 1000)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it.each([0, 3, 7, INIT_SEGMENT])('leaves out a rung whose segment %d is not bound', (number) => {
    expect(rungsOf(without('480p', number))).toEqual(['720p', '360p', '240p']);
  });

  it('is nothing while no rung is whole', () => {
    expect(rungsOf(everything.filter((segment) => segment.number !== 5))).toBeUndefined();
    expect(present(planned, AUDIO_SEGMENTS, [])).toBeUndefined();
  });

  it.each([0, 7, INIT_SEGMENT])(
    'is nothing while audio segment %d of a source with sound is not bound',
    (number) => {
      expect(rungsOf(without(AUDIO_TRACK, number))).toBeUndefined();
    },
  );

  it('is nothing while the count of audio segments is unknown', () => {
    expect(present(planned, 0, everything)).toBeUndefined();
  });

  it('has no audio when the plan has none', () => {
    const bound = silent.rungs.flatMap((rung) =>
      bind(rung.name, silent.grid.segmentCount, silent.grid.timescale),
    );
    expect(present(silent, 0, bound)?.audio).toBeNull();
    expect(present(silent, 0, bound)?.video).toHaveLength(4);
  });

  it('ignores segments beyond the plan', () => {
    const beyond = { ...bind('720p', 1, 1)[1], number: 99 } as BoundSegment;
    expect(present(planned, AUDIO_SEGMENTS, [...everything, beyond])?.video[0]?.segments).toHaveLength(8);
  });
});

describe('the figures of a track', () => {
  it('are measured: bytes, seconds, mean rate, and the highest rate of one segment', () => {
    const [track] = samplePresentation.video;
    if (!track) throw new Error('the sample has a track');
    expect(trackSeconds(track)).toBe(10);
    expect(trackBytes(track)).toBe(180_000);
    expect(averageBps(track)).toBe(144_000);
    expect(peakBps(track)).toBe((8 * 70_000) / 2);
  });
});
