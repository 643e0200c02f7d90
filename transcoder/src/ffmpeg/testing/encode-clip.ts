import { mkdir, readFile } from 'node:fs/promises';
import { framesInSegment, type Grid } from '../../../../src/lib/domain/grid.ts';
import { REORDER_FRAMES } from '../../../../src/lib/domain/ladder.ts';
import { buildEncodeArgs } from '../encode-args.ts';
import type { Demuxer } from '../input-args.ts';
import { runFfmpeg } from '../run-ffmpeg.ts';
import { finishVideoSegment } from '../verify-segment.ts';
import { watchSegments } from '../watch-segments.ts';

interface Clip {
  readonly url: string;
  readonly demuxer: Demuxer;
  readonly videoStartSeconds: number;
  readonly grid: Grid;
  readonly folder: string;
}

const rung = {
  name: '144p',
  width: 256,
  height: 144,
  crf: 24,
  maxrateBps: 900_000,
  preset: 'veryfast',
  tuning: '',
};
const lower = {
  name: '72p',
  width: 128,
  height: 72,
  crf: 24,
  maxrateBps: 450_000,
  preset: 'veryfast',
  tuning: '',
};

/** Encodes a clip in separate runs, as workers do. @returns its inits (one a run) and finished segments */
export async function encodeInChunks(clip: Clip, chunks: readonly { first: number; count: number }[]) {
  const inits: Buffer[] = [];
  const segments: Uint8Array[] = [];
  const closed: string[] = [];
  for (const { first, count } of chunks) {
    const directory = `${clip.folder}/from-${first}`;
    for (const { name } of [rung, lower]) await mkdir(`${directory}/${name}`, { recursive: true });
    const run = runFfmpeg(
      buildEncodeArgs({
        inputUrl: clip.url,
        demuxer: clip.demuxer,
        videoStartSeconds: clip.videoStartSeconds,
        color: { transfer: null, primaries: null, space: null, range: null, height: rung.height },
        isInterlaced: false,
        grid: clip.grid,
        firstSegment: first,
        segmentCount: count,
        rungs: [rung, lower],
        isHurried: first === 0,
        outputDirectory: directory,
        threads: 2,
      }),
    );
    for await (const segment of watchSegments(
      { directory, rungs: [rung.name, lower.name], firstSegment: first },
      run,
    )) {
      closed.push(`${segment.rung}/${segment.number}`);
      const size = segment.rung === rung.name ? rung : lower;
      const init = await readFile(segment.initPath);
      const finished = finishVideoSegment(init, await readFile(segment.path), {
        ...placeOf(clip.grid, segment.number),
        ...size,
      });
      if (size === lower) continue;
      if (segment.number === first) inits.push(init);
      segments[segment.number] = finished.bytes;
    }
  }
  return { inits, segments, closed };
}

export function placeOf(grid: Grid, number: number) {
  return {
    firstFrame: number * grid.framesPerSegment,
    frameCount: framesInSegment(grid, number),
    totalFrames: grid.totalFrames,
    ticksPerFrame: grid.ticksPerFrame,
    reorderFrames: REORDER_FRAMES,
    timescale: grid.timescale,
  };
}
