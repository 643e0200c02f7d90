import { describe, expect, it } from 'vitest';
import { buildStoryboardVtt } from '#lib/domain/storyboard.ts';
import { parseStoryboard, tileAt } from './storyboard-tiles.ts';

const layout = {
  tileWidth: 160,
  tileHeight: 90,
  columns: 5,
  rows: 5,
  tileCount: 27,
  secondsPerTile: 72,
  keyframesOnly: true,
};
const vtt = buildStoryboardVtt(layout, 1_900, (sheet) => `/media/V/storyboard-${sheet}.jpg?g=o1.sig`);

describe('the storyboard as the player reads it', () => {
  const tiles = parseStoryboard(vtt, 'https://sluice.example/media/V/storyboard.vtt?g=o1.sig');

  it('has every tile that the site wrote, with the grant in its address', () => {
    expect(tiles).toHaveLength(27);
    expect(tiles[26]).toEqual({
      startSeconds: 1_872,
      endSeconds: 1_900,
      url: 'https://sluice.example/media/V/storyboard-1.jpg?g=o1.sig',
      x: 160,
      y: 0,
      width: 160,
      height: 90,
    });
  });

  it.each([
    [0, 0],
    [71.9, 0],
    [72, 1],
    [1_899, 26],
    [5_000, 26],
  ])('at %d s shows tile %d', (seconds, index) => {
    expect(tileAt(tiles, seconds)).toBe(tiles[index]);
  });
});

it('what is no storyboard has no tiles', () => {
  expect(parseStoryboard('<html>', 'https://sluice.example/')).toEqual([]);
  expect(tileAt([], 3)).toBeUndefined();
});
