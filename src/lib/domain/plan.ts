import { z } from 'zod';
import { planFrameRate } from './frame-rate.ts';
import { planGrid } from './grid.ts';
import { planLadder } from './ladder.ts';
import { rational, type SourceFacts } from './source-facts.ts';

const gridSchema = z.object({
  frameRate: rational,
  framesPerSegment: z.int().positive(),
  totalFrames: z.int().positive(),
  segmentCount: z.int().positive(),
  timescale: z.int().positive(),
  ticksPerFrame: z.int().positive(),
});

const rungSchema = z.object({
  name: z.string(),
  width: z.int().positive(),
  height: z.int().positive(),
  crf: z.number(),
  maxrateBps: z.int().positive(),
});

/** What is made of one source: computed once from the probe, kept with the video, never changed. */
export const planSchema = z.object({
  grid: gridSchema,
  /** Largest first. */
  rungs: z.array(rungSchema).min(1),
  preset: z.string(),
  audio: z.object({ bitrateBps: z.int().positive(), segmentSeconds: z.number().positive() }).nullable(),
  tasks: z.array(
    z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('encode'),
        rungs: z.array(z.string()).min(1),
        firstSegment: z.int().nonnegative(),
        segmentCount: z.int().positive(),
        priority: z.int(),
        weight: z.number(),
      }),
      z.object({ kind: z.literal('audio'), priority: z.int(), weight: z.number() }),
      z.object({ kind: z.literal('stills'), priority: z.int(), weight: z.number() }),
    ]),
  ),
});
export type Plan = z.infer<typeof planSchema>;
export type PlannedTask = Plan['tasks'][number];

export interface PlanSettings {
  readonly segmentSeconds: number;
  /** Segments in one task: what a lost worker costs at most, and what two workers can share. */
  readonly segmentsPerChunk: number;
  readonly preset: string;
  readonly audioBitrateBps: number;
}

/** 4 s segments start fast and compress well; 24 s chunks keep the seek cost of a task under 3 %. */
const defaultPlanSettings: PlanSettings = {
  segmentSeconds: 4,
  segmentsPerChunk: 6,
  preset: 'fast',
  audioBitrateBps: 128_000,
};

/** Smaller is sooner. The first segments of the lowest rung come before everything else on the site. */
export const taskPriority = { probe: 0, first: 10, audio: 20, lowest: 30, stills: 40, rest: 50 } as const;

/** Audio costs about this share of the pixels of a 240p picture. */
const AUDIO_WEIGHT_PER_SECOND = 0.2;
const STILLS_WEIGHT = 1;

/**
 * Plans one source. Pure: the same facts give the same plan, so a replayed event changes nothing.
 * The lowest rung has tasks of its own, ahead of the others, for it is what a viewer starts on.
 */
export function plan(facts: SourceFacts, settings: PlanSettings = defaultPlanSettings): Plan {
  const frameRate = planFrameRate(facts.video);
  const grid = planGrid(frameRate, facts.durationSeconds, settings.segmentSeconds);
  const rungs = planLadder(facts.video.width, facts.video.height, frameRate.num / frameRate.den);
  const tasks: PlannedTask[] = [];
  const lowest = rungs.slice(-1);
  const others = rungs.slice(0, -1);
  for (let first = 0; first < grid.segmentCount; first += settings.segmentsPerChunk) {
    const segmentCount = Math.min(settings.segmentsPerChunk, grid.segmentCount - first);
    const seconds = segmentCount * settings.segmentSeconds;
    const chunk = { kind: 'encode', firstSegment: first, segmentCount } as const;
    tasks.push({
      ...chunk,
      rungs: lowest.map((rung) => rung.name),
      priority: first === 0 ? taskPriority.first : taskPriority.lowest,
      weight: weigh(lowest, seconds),
    });
    if (others.length > 0) {
      const names = others.map((rung) => rung.name);
      tasks.push({ ...chunk, rungs: names, priority: taskPriority.rest, weight: weigh(others, seconds) });
    }
  }
  if (facts.audio) {
    const weight = facts.durationSeconds * AUDIO_WEIGHT_PER_SECOND;
    tasks.push({ kind: 'audio', priority: taskPriority.audio, weight });
  }
  tasks.push({ kind: 'stills', priority: taskPriority.stills, weight: STILLS_WEIGHT });
  return {
    grid,
    rungs: [...rungs],
    preset: settings.preset,
    audio: facts.audio
      ? { bitrateBps: settings.audioBitrateBps, segmentSeconds: settings.segmentSeconds }
      : null,
    tasks,
  };
}

/** Expected work in units of one second of 240p: encode time goes with the pixels. */
function weigh(rungs: readonly { width: number; height: number }[], seconds: number): number {
  const pixels = rungs.reduce((sum, rung) => sum + rung.width * rung.height, 0);
  return (pixels / (426 * 240)) * seconds;
}
