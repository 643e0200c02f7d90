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
import { publishInit } from './publish-init.ts';
import { publishSegment } from './publish-segment.ts';
import { demuxerOf, isInterlaced, type TaskContext, type TaskResult } from './task-context.ts';
import { encodeLimits } from './task-limits.ts';
import { withFfmpeg } from './with-ffmpeg.ts';

type EncodeTask = LeasedTaskOf<'encode'>;

const VIDEO_TYPE = 'video/mp4';

/** The first segment of the chunk that some rung still lacks: an interrupted task goes on from there. */
export function firstUnbound(
  task: Pick<EncodeTask, 'rungs' | 'bound' | 'firstSegment' | 'segmentCount'>,
): number {
  const end = task.firstSegment + task.segmentCount;
  const firsts = task.rungs.map((rung) => {
    const bound = new Set(task.bound[rung]);
    let number = task.firstSegment;
    while (number < end && bound.has(number)) number++;
    return number;
  });
  return Math.min(...firsts);
}

/** Encodes one chunk into its rungs. Each segment is checked, stored and told when it closes. */
export async function runEncode(task: EncodeTask, context: TaskContext): Promise<TaskResult> {
  const start = firstUnbound(task);
  const end = task.firstSegment + task.segmentCount;
  if (start < end) await encodeFrom(task, context, start, end - start);
  return { kind: 'encode' };
}

async function encodeFrom(
  task: EncodeTask,
  context: TaskContext,
  firstSegment: number,
  segmentCount: number,
) {
  const { facts, plan } = task;
  const rungs = plan.rungs.filter((rung) => task.rungs.includes(rung.name));
  await Promise.all(rungs.map((rung) => mkdir(`${context.directory}/${rung.name}`, { recursive: true })));
  const args = buildChunkArgs(task, context, rungs, { firstSegment, segmentCount });
  const totalFrames = totalFramesOf(task, firstSegment, segmentCount);
  const target = { directory: context.directory, rungs: rungs.map((rung) => rung.name), firstSegment };
  const wanted = { rungs: rungs.length, segments: segmentCount };
  const onProgress = ({ frame, speed }: Progress) =>
    context.tellProgress(Math.min(1, frame / totalFrames), speed ?? 0);
  const limits = encodeLimits(facts, plan.grid, rungs, totalFrames);
  await withFfmpeg(args, { ...context.tools, onProgress, limits }, (run) =>
    publishAll(task, context, groupSegments(watchSegments(target, run), wanted)),
  );
}

/** A copied rung has a task of its own. */
function buildChunkArgs(
  task: EncodeTask,
  context: TaskContext,
  rungs: readonly PlannedRung[],
  chunk: { readonly firstSegment: number; readonly segmentCount: number },
): readonly string[] {
  const { video } = task.facts;
  const source = {
    inputUrl: context.inputUrl,
    demuxer: demuxerOf(task),
    videoStartSeconds: video.startSeconds,
    grid: task.plan.grid,
    outputDirectory: context.directory,
    ...chunk,
  };
  const [first] = rungs;
  if (first?.via === 'copy') return buildCopyArgs({ ...source, rungName: first.name });
  return buildEncodeArgs({
    ...source,
    color: colorOf(video),
    isInterlaced: isInterlaced(video),
    rungs,
    isHurried: isFirstTask(task.plan, task),
    threads: context.threads,
  });
}

async function publishAll(
  task: EncodeTask,
  context: TaskContext,
  groups: AsyncIterable<readonly ClosedSegment[]>,
): Promise<void> {
  const inits = new Map<string, Uint8Array>();
  for await (const group of groups) {
    for (const { rung: track, initPath } of group) {
      if (inits.has(track)) continue;
      const init = await readFile(initPath);
      inits.set(track, init);
      const at = { bucket: task.mediaBucket, videoId: task.videoId, track };
      await publishInit(context, at, init, VIDEO_TYPE);
    }
    await publish(task, context, group, inits);
  }
}

function totalFramesOf({ plan }: EncodeTask, firstSegment: number, segmentCount: number): number {
  const { framesPerSegment, totalFrames } = plan.grid;
  return Math.min(segmentCount * framesPerSegment, totalFrames - firstSegment * framesPerSegment);
}

/** Checks the segments of one number together, then stores and tells each. */
async function publish(
  task: EncodeTask,
  context: TaskContext,
  group: readonly ClosedSegment[],
  inits: ReadonlyMap<string, Uint8Array>,
): Promise<void> {
  // Bound by an earlier attempt: that one stands for ever.
  const unbound = group.filter(({ rung, number }) => !task.bound[rung]?.includes(number));
  const checked = await Promise.all(
    unbound.map(async ({ rung: track, number, path }) => {
      const init = inits.get(track) ?? new Uint8Array();
      const raw = await readFile(path);
      return { track, number, init, finished: finishRungSegment(task.plan, track, number, init, raw) };
    }),
  );
  const [first] = checked;
  if (first) {
    const checks = checked.map(({ track, number, init, finished }) => ({
      name: `${track}/${number}`,
      init,
      segment: finished.bytes,
      frameCount: framesInSegment(task.plan.grid, number),
    }));
    await verifyDecodes(checks, `${context.directory}/check-${first.number}`, context.tools);
  }
  for (const { track, number, finished } of checked) {
    await publishSegment(context, task, { track, number, contentType: VIDEO_TYPE }, finished);
  }
  await Promise.all(group.map(({ path }) => rm(path)));
}
