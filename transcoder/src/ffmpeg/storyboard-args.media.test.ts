import { appendFile, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { planGrid } from '../../../src/lib/domain/grid.ts';
import { planStoryboard } from '../../../src/lib/domain/storyboard.ts';
import { runFfmpeg } from './run-ffmpeg.ts';
import { buildStoryboardArgs } from './storyboard-args.ts';
import { ffmpeg, makeFolder, makeNumberedClip } from './testing/clips.ts';
import { encodeInChunks } from './testing/encode-clip.ts';
import { readPictureSize } from './testing/picture.ts';
import { serveFile } from './testing/serve-file.ts';

/** Bars of a numbered clip's frame, read from a tile: white is 1, the lowest bit leftmost. */
async function readTileNumbers(sheet: string, tiles: number, width: number, height: number, columns: number) {
  const { stdout } = await ffmpeg('-i', sheet, '-vf', 'format=gray', '-f', 'rawvideo', '-');
  return Array.from({ length: tiles }, (_, tile) => {
    const left = (tile % columns) * width;
    const row = Math.floor(tile / columns) * height + height / 2;
    const bit = (index: number) => {
      const x = left + Math.floor(((index + 0.5) * width) / 16);
      return (stdout[row * width * columns + x] ?? 0) > 125 ? 2 ** index : 0;
    };
    return Array.from({ length: 16 }, (_bit, index) => bit(index)).reduce((sum, value) => sum + value, 0);
  });
}

it.each([
  { name: 'a tile a second of a short video', keyframesOnly: false, numbers: [0, 10, 20, 30, 40, 50] },
  { name: 'the first frames of segments alone', keyframesOnly: true, numbers: [0, 20, 40] },
])('shows $name', { timeout: 60_000 }, async ({ keyframesOnly, numbers }) => {
  await using folder = await makeFolder();
  await makeNumberedClip(`${folder.path}/clip.mp4`, '10', 55);
  await using server = await serveFile(`${folder.path}/clip.mp4`);
  const grid = planGrid({ num: 10, den: 1 }, 5.5, 2);
  const source = {
    url: server.url,
    demuxer: 'mov',
    videoStartSeconds: 0,
    grid,
    folder: folder.path,
  } as const;
  const { inits, segments } = await encodeInChunks(source, [
    { first: 0, count: 2 },
    { first: 2, count: 1 },
  ]);
  const path = `${folder.path}/all.mp4`;
  await writeFile(path, inits[0] ?? '');
  for (const segment of segments) await appendFile(path, segment);
  const { layout: dense } = planStoryboard(grid, { width: 256, height: 144 });
  const layout = keyframesOnly ? { ...dense, keyframesOnly, tileCount: 3, secondsPerTile: 2 } : dense;
  await runFfmpeg(buildStoryboardArgs(layout, path, `${folder.path}/sheet-%d.jpg`));
  expect(await readPictureSize(`${folder.path}/sheet-0.jpg`)).toBe('800,450');
  expect(await readTileNumbers(`${folder.path}/sheet-0.jpg`, numbers.length, 160, 90, 5)).toEqual(numbers);
});
