import { mkdir, readFile, rm } from 'node:fs/promises';
import type { ContentFacts } from '../../../src/lib/domain/content-facts.ts';
import { type Grid, segmentSeconds } from '../../../src/lib/domain/grid.ts';
import { REORDER_FRAMES } from '../../../src/lib/domain/ladder.ts';
import type { PlannedRung } from '../../../src/lib/domain/plan.ts';
import type { LeasedTaskOf } from '../../../src/lib/domain/worker-protocol.ts';
import { buildCopyArgs } from '../ffmpeg/copy-args.ts';
import { FfmpegError, isInputFailure } from '../ffmpeg/ffmpeg-error.ts';
import { runFfmpeg } from '../ffmpeg/run-ffmpeg.ts';
import { SegmentError } from '../ffmpeg/segment-error.ts';
import { readInit } from '../mp4/read-init.ts';
import { finishRungSegment } from './finish-rung-segment.ts';
import { demuxerOf, type TaskContext } from './task-context.ts';

type ContentTask = LeasedTaskOf<'content'>;

/** Segments to try: first, last, and between. What is irregular elsewhere, the copy's own tasks find. */
const TRIES = 3;
/** H.264 level 4.2, of 1080p at 60 frames a second: all players take it. */
const MAX_LEVEL = 42;

/**
 * Cuts a few segments out of the source's own stream and checks their frames like those of encoded ones. Whether
 * the pictures decode is seen of every segment when it is copied.
 * @returns null when they do not fit: frames off the grid, open GOPs, a burst, more frames decoded ahead than
 *   in encoded rungs (all rungs share one decode schedule)
 */
export async function tryCopy(
  task: ContentTask,
  context: TaskContext,
  rungName: string,
): Promise<ContentFacts['copy']> {
  const { grid } = task.plan;
  const planned = task.plan.rungs.find(({ name }) => name === rungName);
  if (!planned) return null;
  const rung = { ...planned, via: 'copy', reorderFrames: REORDER_FRAMES } as const;
  let sizeBytes = 0;
  let seconds = 0;
  try {
    for (const number of spread(grid)) {
      sizeBytes += await cut(task, context, rung, number);
      seconds += segmentSeconds(grid, number);
    }
  } catch (error) {
    const isUnfit =
      error instanceof SegmentError || (error instanceof FfmpegError && !isInputFailure(error.stderrTail));
    if (!isUnfit) throw error;
    context.log.info({ rung: rungName, reason: error.message }, 'source is not copied');
    return null;
  }
  return { rung: rungName, averageBps: (8 * sizeBytes) / seconds, reorderFrames: REORDER_FRAMES };
}

function spread({ segmentCount }: Grid): readonly number[] {
  const last = segmentCount - 1;
  const numbers = Array.from({ length: TRIES }, (_, index) => Math.round((index * last) / (TRIES - 1)));
  return [...new Set(numbers)];
}

/** @returns bytes of the segment */
async function cut(
  task: ContentTask,
  context: TaskContext,
  rung: PlannedRung,
  number: number,
): Promise<number> {
  const { plan, facts } = task;
  const outputDirectory = `${context.directory}/copy-${number}`;
  const folder = `${outputDirectory}/${rung.name}`;
  await mkdir(folder, { recursive: true });
  const args = buildCopyArgs({
    inputUrl: context.inputUrl,
    demuxer: demuxerOf(task.facts),
    videoStartSeconds: facts.video.startSeconds,
    grid: plan.grid,
    firstSegment: number,
    segmentCount: 1,
    outputDirectory,
    rungName: rung.name,
  });
  await runFfmpeg(args, context.tools);
  // A copy that has no keyframe there writes nothing.
  const read = (name: string) => readFile(`${folder}/${name}`).catch(() => new Uint8Array());
  const init = await read('init.mp4');
  const raw = await read(`${number}.m4s`);
  refuseLevel(init);
  const { bytes } = finishRungSegment({ grid: plan.grid, rungs: [rung] }, rung.name, number, init, raw);
  await rm(outputDirectory, { recursive: true });
  return bytes.length;
}

function refuseLevel(init: Uint8Array): void {
  const { codec } = SegmentError.wrap(() => readInit(init));
  const level = Number.parseInt(codec.slice(-2), 16);
  if (level > MAX_LEVEL) throw new SegmentError(`level is ${level / 10}`);
}
