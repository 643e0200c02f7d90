import { mkdir, readFile, rm } from 'node:fs/promises';
import { framesInSegment } from '../../../src/lib/domain/grid.ts';
import { isFirstTask, type PlannedRung } from '../../../src/lib/domain/plan.ts';
import type { LeasedTaskOf } from '../../../src/lib/domain/worker-protocol.ts';
import { buildCopyArgs } from '../ffmpeg/copy-args.ts';
import { buildEncodeArgs } from '../ffmpeg/encode-args.ts';
import type { Progress } from '../ffmpeg/parse-progress.ts';
import { groupSegments } from '../ffmpeg/segment-groups.ts';
import { colorOf } from '../ffmpeg/source-color.ts';
import { verifyDecodes } from '../ffmpeg/verify-decodes.ts';
import { type ClosedSegment, watchSegments } from '../ffmpeg/watch-segments.ts';
import { finishRungSegment } from './finish-rung-segment.ts';
import type { Publisher } from './publisher.ts';
import { demuxerOf, isInterlaced, type TaskContext } from './task-context.ts';
import { encodeLimits } from './task-limits.ts';
import { withFfmpeg } from './with-ffmpeg.ts';

/** What is to be made, whoever is lent the task of it. */
export type Chunk = Pick<
  LeasedTaskOf<'encode'>,
  'plan' | 'facts' | 'rungs' | 'firstSegment' | 'segmentCount' | 'bound'
>;
/** What it is made with. */
export type Workshop = Pick<TaskContext, 'inputUrl' | 'directory' | 'threads' | 'tools' | 'tellProgress'>;

/** Encodes the chunk into its rungs, and hands each segment over, decoded and checked, when it closes. */
export async function makeChunk(chunk: Chunk, workshop: Workshop, publisher: Publisher): Promise<void> {
  const { facts, plan, firstSegment, segmentCount } = chunk;
  const { directory } = workshop;
  const rungs = rungsOf(chunk);
  await Promise.all(rungs.map(({ name }) => mkdir(`${directory}/${name}`, { recursive: true })));
  const totalFrames = totalFramesOf(chunk);
  const target = { directory, rungs: rungs.map(({ name }) => name), firstSegment };
  const wanted = { rungs: rungs.length, segments: segmentCount };
  const onProgress = ({ frame, speed }: Progress) =>
    workshop.tellProgress(Math.min(1, frame / totalFrames), speed ?? 0);
  const limits = encodeLimits(facts, plan.grid, rungs, totalFrames);
  await withFfmpeg(buildChunkArgs(chunk, workshop), { ...workshop.tools, onProgress, limits }, (run) =>
    publishAll(chunk, workshop, publisher, groupSegments(watchSegments(target, run), wanted)),
  );
}

/** All that decides what a chunk becomes, as text: equal texts are equal bytes, by the same programs. */
export function describeChunk(chunk: Chunk, threads: number): string {
  const { grid } = chunk.plan;
  const args = buildChunkArgs(chunk, { threads, inputUrl: '', directory: '' });
  return JSON.stringify([args, grid.timescale, grid.ticksPerFrame, totalFramesOf(chunk)]);
}

/** A copied rung has a task of its own. */
function buildChunkArgs(
  chunk: Chunk,
  { inputUrl, directory, threads }: Pick<Workshop, 'inputUrl' | 'directory' | 'threads'>,
): readonly string[] {
  const { facts, plan, firstSegment, segmentCount } = chunk;
  const rungs = rungsOf(chunk);
  const source = {
    inputUrl,
    demuxer: demuxerOf(facts),
    videoStartSeconds: facts.video.startSeconds,
    grid: plan.grid,
    outputDirectory: directory,
    firstSegment,
    segmentCount,
  };
  const [first] = rungs;
  if (first?.via === 'copy') return buildCopyArgs({ ...source, rungName: first.name });
  return buildEncodeArgs({
    ...source,
    color: colorOf(facts.video),
    isInterlaced: isInterlaced(facts.video),
    rungs,
    isHurried: isFirstTask(plan, chunk),
    threads,
  });
}

async function publishAll(
  chunk: Chunk,
  workshop: Workshop,
  publisher: Publisher,
  groups: AsyncIterable<readonly ClosedSegment[]>,
): Promise<void> {
  const inits = new Map<string, Uint8Array>();
  for await (const group of groups) {
    for (const { rung: track, initPath } of group) {
      if (inits.has(track)) continue;
      const init = await readFile(initPath);
      inits.set(track, init);
      await publisher.init(track, init);
    }
    await publish(chunk, workshop, publisher, group, inits);
  }
}

/** Checks the segments of one number together, then hands each over. */
async function publish(
  { plan, bound }: Chunk,
  { directory, tools }: Workshop,
  publisher: Publisher,
  group: readonly ClosedSegment[],
  inits: ReadonlyMap<string, Uint8Array>,
): Promise<void> {
  // Bound by an earlier attempt: that one stands for ever.
  const unbound = group.filter(({ rung, number }) => !bound[rung]?.includes(number));
  const checked = await Promise.all(
    unbound.map(async ({ rung: track, number, path }) => {
      const init = inits.get(track) ?? new Uint8Array();
      const raw = await readFile(path);
      return { track, number, init, finished: finishRungSegment(plan, track, number, init, raw) };
    }),
  );
  const [first] = checked;
  if (first) {
    const checks = checked.map(({ track, number, init, finished }) => ({
      name: `${track}/${number}`,
      init,
      segment: finished.bytes,
      frameCount: framesInSegment(plan.grid, number),
    }));
    await verifyDecodes(checks, `${directory}/check-${first.number}`, tools);
  }
  for (const { track, number, finished } of checked) await publisher.segment(track, number, finished);
  await Promise.all(group.map(({ path }) => rm(path)));
}

function rungsOf({ plan, rungs }: Chunk): readonly PlannedRung[] {
  return plan.rungs.filter(({ name }) => rungs.includes(name));
}

function totalFramesOf({ plan, firstSegment, segmentCount }: Chunk): number {
  const { framesPerSegment, totalFrames } = plan.grid;
  return Math.min(segmentCount * framesPerSegment, totalFrames - firstSegment * framesPerSegment);
}
