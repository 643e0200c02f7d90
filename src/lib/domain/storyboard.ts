import { z } from 'zod';
import { toEven } from './even-size.ts';
import type { Grid } from './grid.ts';
import { formatVttTime } from './vtt-time.ts';

/** How a video is told in small pictures: tiles at a steady pace, laid out on sheets row by row. */
export const storyboardLayout = z.object({
  tileWidth: z.int().positive(),
  tileHeight: z.int().positive(),
  columns: z.int().positive(),
  rows: z.int().positive(),
  tileCount: z.int().positive(),
  secondsPerTile: z.number().positive(),
  /** Every tile is the first frame of a segment, so that nothing but keyframes need be decoded. */
  keyframesOnly: z.boolean(),
});
export type StoryboardLayout = z.infer<typeof storyboardLayout>;

/** A finished storyboard. */
export const storyboardSchema = storyboardLayout.extend({ sheetKeys: z.array(z.string()).min(1) });
export type Storyboard = z.infer<typeof storyboardSchema>;

/** The longer side of a tile: a finger's breadth above the scrub bar. */
const TILE_SIDE = 160;
const COLUMNS = 5;
const ROWS = 5;
/** Four sheets: past that a finer grain shows nothing that a scrub bar could point at. */
const MAX_TILES = 100;
/** Up to this many frames of the lowest rung are decoded whole, for a tile a second: under a second of CPU. */
const DENSE_FRAMES = 2_500;

/**
 * Lays the storyboard over the grid of the lowest rung.
 * A short video has a tile a second; of a longer one only the first frames of segments are shown, for
 * those are keyframes: its cost does not grow with its length.
 * @returns the layout, and the numbers of the segments that its tiles are taken from
 */
export function planStoryboard(
  grid: Grid,
  rung: { readonly width: number; readonly height: number },
): { readonly layout: StoryboardLayout; readonly segments: readonly number[] } {
  const isDense = grid.totalFrames <= DENSE_FRAMES;
  const segmentStep = isDense ? 1 : Math.ceil(grid.segmentCount / MAX_TILES);
  const segments: number[] = [];
  for (let number = 0; number < grid.segmentCount; number += segmentStep) segments.push(number);
  const framesPerTile = isDense
    ? Math.max(
        1,
        Math.round(grid.frameRate.num / grid.frameRate.den),
        Math.ceil(grid.totalFrames / MAX_TILES),
      )
    : segmentStep * grid.framesPerSegment;
  const scale = TILE_SIDE / Math.max(rung.width, rung.height);
  const layout = {
    tileWidth: toEven(rung.width * scale),
    tileHeight: toEven(rung.height * scale),
    columns: COLUMNS,
    rows: ROWS,
    tileCount: Math.ceil(grid.totalFrames / framesPerTile),
    secondsPerTile: (framesPerTile * grid.frameRate.den) / grid.frameRate.num,
    keyframesOnly: !isDense,
  };
  return { layout, segments };
}

/** How many sheets the tiles fill. */
export function sheetCountOf({ tileCount, columns, rows }: StoryboardLayout): number {
  return Math.ceil(tileCount / (columns * rows));
}

/**
 * The storyboard as WebVTT: one cue a tile, whose text names its place on a sheet by a media fragment.
 * @param sheetUri address of a sheet, without a fragment
 */
export function buildStoryboardVtt(
  storyboard: StoryboardLayout,
  durationSeconds: number,
  sheetUri: (sheet: number) => string,
): string {
  const { tileWidth, tileHeight, columns, rows, tileCount, secondsPerTile } = storyboard;
  const blocks = ['WEBVTT'];
  for (let tile = 0; tile < tileCount; tile++) {
    const start = tile * secondsPerTile;
    const end = tile === tileCount - 1 ? Math.max(durationSeconds, start + 0.001) : start + secondsPerTile;
    const place = tile % (columns * rows);
    const x = (place % columns) * tileWidth;
    const y = Math.floor(place / columns) * tileHeight;
    const uri = sheetUri(Math.floor(tile / (columns * rows)));
    blocks.push(
      `${formatVttTime(start)} --> ${formatVttTime(end)}\n${uri}#xywh=${x},${y},${tileWidth},${tileHeight}`,
    );
  }
  return `${blocks.join('\n\n')}\n`;
}
