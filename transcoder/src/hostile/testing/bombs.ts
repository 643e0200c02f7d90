import { readFile, writeFile } from 'node:fs/promises';
import type { MediaErrorCode } from '../../../../src/lib/domain/media-error.ts';
import { ffmpeg } from '../../ffmpeg/testing/clips.ts';

export interface Bomb {
  readonly name: string;
  readonly ends: readonly ('whole' | MediaErrorCode)[];
  /** Writes the file. */
  readonly make: (path: string) => Promise<unknown>;
}

const lavfi = (source: string) => ['-f', 'lavfi', '-i', source];
const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
const mpeg4 = ['-c:v', 'mpeg4', '-f', 'matroska'];
const mp4 = ['-f', 'mp4'];

/** Copies one tiny stream many times. */
async function makeStreams(path: string, count: number): Promise<void> {
  await ffmpeg(...lavfi('color=s=64x64:r=5:d=1'), ...mpeg4, `${path}.one`);
  const maps = Array.from({ length: count }, () => ['-map', '0:v']).flat();
  await ffmpeg('-i', `${path}.one`, ...maps, '-c', 'copy', '-f', 'matroska', path);
}

/** Metadata in FFmpeg's own text form, into a container. */
async function makeTagged(path: string, lines: readonly string[], container: string): Promise<void> {
  await writeFile(`${path}.txt`, [';FFMETADATA1', ...lines, ''].join('\n'));
  const inputs = [...lavfi('color=s=64x64:r=10:d=10'), '-i', `${path}.txt`];
  await ffmpeg(...inputs, '-map_metadata', '1', '-c:v', 'mpeg4', '-f', container, path);
}

/** Two MPEG-TS streams one behind the other: the second is no file of its own. */
async function makeGrowing(path: string, size: string): Promise<void> {
  await ffmpeg(...lavfi('testsrc2=s=64x64:r=10:d=1'), ...x264, '-f', 'mpegts', `${path}.1`);
  const late = ['-output_ts_offset', '1', '-f', 'mpegts'];
  await ffmpeg(...lavfi(`color=s=${size}:r=10`), '-frames:v', '2', ...x264, ...late, `${path}.2`);
  await writeFile(path, Buffer.concat([await readFile(`${path}.1`), await readFile(`${path}.2`)]));
}

const chapters = Array.from({ length: 5_000 }, (_, index) =>
  ['[CHAPTER]', 'TIMEBASE=1/1000', `START=${index}`, `END=${index + 1}`, `title=chapter ${index}`].join('\n'),
);
const tags = Array.from({ length: 3_000 }, (_, index) => `tag${index}=${'x'.repeat(200)}`);

export const bombs: readonly Bomb[] = [
  {
    name: 'a picture of 16384x8192',
    ends: ['MEDIA_LIMIT_EXCEEDED'],
    make: (path) =>
      ffmpeg(...lavfi('color=s=16384x8192'), '-frames:v', '1', '-c:v', 'mjpeg', '-f', 'matroska', path),
  },
  {
    name: 'pixels two hundred times as wide as high',
    ends: ['MEDIA_LIMIT_EXCEEDED'],
    make: (path) => ffmpeg(...lavfi('color=s=128x64:d=1,setsar=200:max=200'), ...x264, ...mp4, path),
  },
  {
    name: 'a day at a frame a minute',
    ends: ['MEDIA_LIMIT_EXCEEDED'],
    make: (path) => ffmpeg(...lavfi('color=s=64x64:r=1/60:d=86400'), ...mpeg4, path),
  },
  { name: 'a thousand streams', ends: ['MEDIA_LIMIT_EXCEEDED'], make: (path) => makeStreams(path, 1_000) },
  {
    name: 'a tag of five megabytes',
    ends: ['MEDIA_LIMIT_EXCEEDED'],
    make: (path) => makeTagged(path, [`comment=${'x'.repeat(5_000_000)}`], 'matroska'),
  },
  {
    name: 'ten hours at a frame a second',
    ends: ['whole'],
    make: (path) => ffmpeg(...lavfi('color=s=64x64:r=1:d=36000'), ...mpeg4, path),
  },
  {
    name: 'a thousand frames a second',
    ends: ['whole'],
    make: (path) => ffmpeg(...lavfi('color=s=64x64:r=1000:d=5'), ...x264, ...mp4, path),
  },
  { name: 'sixty streams', ends: ['whole'], make: (path) => makeStreams(path, 60) },
  {
    name: 'five thousand chapters in MP4',
    ends: ['whole'],
    make: (path) => makeTagged(path, chapters, 'mp4'),
  },
  {
    name: 'three thousand tags in Matroska',
    ends: ['whole'],
    make: (path) => makeTagged(path, tags, 'matroska'),
  },
  {
    name: 'a picture of 2x2',
    ends: ['whole'],
    make: (path) => ffmpeg(...lavfi('color=s=2x2:d=1'), ...x264, ...mp4, path),
  },
  {
    name: 'a picture of 4096x16',
    ends: ['whole'],
    make: (path) => ffmpeg(...lavfi('testsrc2=s=4096x16:d=1'), ...x264, ...mp4, path),
  },
  {
    name: 'a picture that grows within what we take',
    // FFmpeg starts its filters anew at another size, and the grid loses a frame: the check of the segment sees it.
    ends: ['whole', 'TRANSCODE_FAILED'],
    make: (path) => makeGrowing(path, '1280x720'),
  },
  {
    name: 'a picture that grows past what we take',
    ends: ['MEDIA_LIMIT_EXCEEDED'],
    make: (path) => makeGrowing(path, '8192x4352'),
  },
];
