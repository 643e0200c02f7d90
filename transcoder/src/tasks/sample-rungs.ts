import { mkdir, readFile, rm } from 'node:fs/promises';
import type { ContentFacts } from '../../../src/lib/domain/content-facts.ts';
import { type Grid, gridSeconds } from '../../../src/lib/domain/grid.ts';
import { toNumber } from '../../../src/lib/domain/source-facts.ts';
import type { LeasedTaskOf } from '../../../src/lib/domain/worker-protocol.ts';
import { parseSsimDb } from '../ffmpeg/parse-ssim.ts';
import { runFfmpeg } from '../ffmpeg/run-ffmpeg.ts';
import { buildCompareArgs, buildSampleArgs, type SampleJob } from '../ffmpeg/sample-args.ts';
import { colorOf } from '../ffmpeg/source-color.ts';
import { readSegment } from '../mp4/read-segment.ts';
import { demuxerOf, isInterlaced, type TaskContext } from './task-context.ts';
import { encodeLimits } from './task-limits.ts';

type ContentTask = LeasedTaskOf<'content'>;
type Measured = ContentFacts['rungs'][number];

/** With the measuring some 3 % of the encode. */
const SAMPLED_SHARE = 0.02;
const MIN_STRETCHES = 1;
const MAX_STRETCHES = 10;
const STRETCH_SECONDS = 0.5;

/** Encodes short stretches of the source as planned. @returns the means over them, a rung each */
export async function sampleRungs(task: ContentTask, context: TaskContext): Promise<ContentFacts['rungs']> {
  const stretches: (readonly Measured[])[] = [];
  for (const firstFrame of planStretches(task.plan.grid))
    stretches.push(await sampleStretch(task, context, firstFrame));
  return task.plan.rungs.flatMap(({ name }) => {
    const samples = stretches.flatMap((stretch) => stretch.filter((measured) => measured.name === name));
    if (samples.length === 0) return [];
    const mean = (pick: (measured: Measured) => number): number =>
      samples.reduce((sum, measured) => sum + pick(measured), 0) / samples.length;
    const hasDetail = samples.every(({ detailDb }) => detailDb !== null);
    return [
      {
        name,
        averageBps: mean(({ averageBps }) => averageBps),
        ssimDb: mean(({ ssimDb }) => ssimDb),
        detailDb: hasDetail ? mean(({ detailDb }) => detailDb ?? 0) : null,
      },
    ];
  });
}

function framesOf({ frameRate, totalFrames }: Grid): number {
  return Math.min(totalFrames, Math.max(2, Math.round(STRETCH_SECONDS * toNumber(frameRate))));
}

/** First frames of the stretches, evenly spread, away from titles at the very start and end. */
function planStretches(grid: Grid): readonly number[] {
  const frames = framesOf(grid);
  const wanted = Math.round((gridSeconds(grid) * SAMPLED_SHARE) / STRETCH_SECONDS);
  const count = Math.min(MAX_STRETCHES, Math.max(MIN_STRETCHES, wanted));
  const places = Math.floor(grid.totalFrames / frames);
  const chosen = Array.from({ length: count }, (_, index) => Math.floor(((index + 0.5) * places) / count));
  return [...new Set(chosen)].map((place) => place * frames);
}

async function sampleStretch(
  task: ContentTask,
  context: TaskContext,
  firstFrame: number,
): Promise<readonly Measured[]> {
  const { plan, facts } = task;
  const { video } = facts;
  const directory = `${context.directory}/sample-${firstFrame}`;
  await mkdir(directory);
  const job: SampleJob = {
    inputUrl: context.inputUrl,
    demuxer: demuxerOf(task.facts),
    videoStartSeconds: video.startSeconds,
    color: colorOf(video),
    isInterlaced: isInterlaced(video),
    grid: plan.grid,
    rungs: plan.rungs,
    isHurried: false,
    threads: context.threads,
    firstFrame,
    frames: framesOf(plan.grid),
    directory,
  };
  const limits = encodeLimits(facts, plan.grid, plan.rungs, job.frames);
  await runFfmpeg(buildSampleArgs(job), { ...context.tools, limits });
  await runFfmpeg(buildCompareArgs(job), { ...context.tools, limits });
  const measured = await Promise.all(plan.rungs.map(({ name }) => readMeasures(job, name)));
  await rm(directory, { recursive: true });
  return measured.flatMap((one) => one ?? []);
}

async function readMeasures({ grid, directory }: SampleJob, name: string): Promise<Measured | null> {
  const readSsim = async (kind: string) =>
    parseSsimDb(await readFile(`${directory}/${name}.${kind}`, 'utf8').catch(() => ''));
  const { samples } = readSegment(await readFile(`${directory}/${name}.mp4`));
  const ssimDb = await readSsim('ssim');
  if (ssimDb === null) return null;
  const bps = estimateBps(
    samples.map(({ sizeBytes }) => sizeBytes),
    grid,
  );
  return { name, averageBps: bps, ssimDb, detailDb: await readSsim('detail') };
}

/** A stretch is shorter than the way between keyframes: its one keyframe would weigh too much. */
function estimateBps([keyframe = 0, ...others]: readonly number[], grid: Grid): number {
  const perOther = others.reduce((sum, size) => sum + size, 0) / Math.max(1, others.length);
  const frames = Math.ceil(grid.framesPerSegment / 2);
  return (8 * (keyframe + perOther * (frames - 1)) * toNumber(grid.frameRate)) / frames;
}
