import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planGrid } from './grid.ts';
import { buildStoryboardVtt, planStoryboard, sheetCountOf } from './storyboard.ts';

const landscape = { width: 426, height: 240 };
const at25 = { num: 25, den: 1 };

describe('the storyboard of a video', () => {
  it('has a tile a second while the video is short', () => {
    const { layout, segments } = planStoryboard(planGrid(at25, 30, 4), landscape);
    expect(layout).toMatchObject({ tileCount: 30, secondsPerTile: 1, keyframesOnly: false });
    expect(layout).toMatchObject({ tileWidth: 160, tileHeight: 90 });
    expect(segments).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(sheetCountOf(layout)).toBe(2);
  });

  it('takes the first frames of segments of a longer one, and skips segments of a long one', () => {
    const tenMinutes = planStoryboard(planGrid(at25, 600, 4), landscape);
    expect(tenMinutes.layout).toMatchObject({ tileCount: 75, secondsPerTile: 8, keyframesOnly: true });
    expect(tenMinutes.segments.slice(0, 3)).toEqual([0, 2, 4]);
    const twoHours = planStoryboard(planGrid(at25, 7_200, 4), landscape);
    expect(twoHours.layout).toMatchObject({ tileCount: 100, secondsPerTile: 72 });
    expect(sheetCountOf(twoHours.layout)).toBe(4);
  });

  it('stands upright with the video', () => {
    const { layout } = planStoryboard(planGrid(at25, 9, 4), { width: 240, height: 426 });
    expect(layout).toMatchObject({ tileWidth: 90, tileHeight: 160 });
  });

  it('never has more than 100 tiles, nor fewer than one, and reaches to the end', () => {
    const rate = fc.constantFrom({ num: 1, den: 10 }, { num: 30_000, den: 1001 }, at25, { num: 60, den: 1 });
    fc.assert(
      fc.property(rate, fc.double({ min: 0.04, max: 40_000, noNaN: true }), (frameRate, seconds) => {
        const grid = planGrid(frameRate, seconds, 4);
        const { layout, segments } = planStoryboard(grid, landscape);
        expect(layout.tileCount).toBeGreaterThan(0);
        expect(layout.tileCount).toBeLessThanOrEqual(100);
        expect(segments.length).toBeLessThanOrEqual(Math.max(100, 2_500 / grid.framesPerSegment + 1));
        if (layout.keyframesOnly) expect(segments).toHaveLength(layout.tileCount);
      }),
    );
  });
});

describe('the WebVTT of a storyboard', () => {
  const { layout } = planStoryboard(planGrid(at25, 27.5, 4), landscape);
  const vtt = buildStoryboardVtt(layout, 27.5, (sheet) => `/media/V/storyboard-${sheet}.jpg?g=G`);

  it('names for each time the place of its tile, row by row and sheet by sheet', () => {
    expect(vtt.split('\n\n').slice(0, 2)).toEqual([
      'WEBVTT',
      '00:00:00.000 --> 00:00:01.000\n/media/V/storyboard-0.jpg?g=G#xywh=0,0,160,90',
    ]);
    expect(vtt).toContain('00:00:06.000 --> 00:00:07.000\n/media/V/storyboard-0.jpg?g=G#xywh=160,90,160,90');
    expect(vtt).toContain('00:00:25.000 --> 00:00:26.000\n/media/V/storyboard-1.jpg?g=G#xywh=0,0,160,90');
  });

  it('ends with the video', () => {
    expect(vtt.trimEnd().split('\n\n').at(-1)).toMatch(/^00:00:27\.000 --> 00:00:27\.500\n/);
  });
});
