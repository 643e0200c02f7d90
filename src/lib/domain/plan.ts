import { z } from 'zod';
import type { ContentFacts } from './content-facts.ts';
import { findCopyRung, fitToKeyframes } from './copy-source.ts';
import { planFrameRate } from './frame-rate.ts';
import { type Grid, planGrid } from './grid.ts';
import { planLadder, REORDER_FRAMES } from './ladder.ts';
import { lowestRung } from './lowest-rung.ts';
import { onDemandProfile, type Profile } from './profiles.ts';
import { reviseRungs } from './revise-rungs.ts';
import { rational, type SourceFacts } from './source-facts.ts';
import { fixedWeight, weighAudio, weighEncode } from './task-weight.ts';

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
  preset: z.string(),
  /** Plans from before there was any have none. */
  tuning: z.string().default(''),
  /** `copy`: the source's own stream, cut on the grid, is this rung. */
  via: z.enum(['encode', 'copy']),
  /** Frames that are decoded ahead of being shown; of our own encodes always the same. */
  reorderFrames: z.int().min(0),
});
export type PlannedRung = z.infer<typeof rungSchema>;

const loudnessSchema = z.object({
  /** EBU R128, integrated over the whole. */
  targetLufs: z.number(),
  truePeakDb: z.number(),
});

/** What is made of one source: computed from the probe, kept with the video. Grid and lowest rung never change. */
export const planSchema = z.object({
  profile: z.string(),
  grid: gridSchema,
  /** Largest first. */
  rungs: z.array(rungSchema).min(1),
  audio: z
    .object({
      bitrateBps: z.int().positive(),
      segmentSeconds: z.number().positive(),
      /** What the sound is brought to; null leaves it as it is, as do plans from before there was a choice. */
      loudness: loudnessSchema.nullable().default(null),
    })
    .nullable(),
  /** What the `content` task is to find out; null when nothing, or when it has. */
  content: z
    .object({ size: z.boolean(), /** The rung that may be a copy. */ copy: z.string().nullable() })
    .nullable(),
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
      z.object({ kind: z.enum(['content', 'audio', 'stills']), priority: z.int(), weight: z.number() }),
    ]),
  ),
});
export type Plan = z.infer<typeof planSchema>;
export type PlannedTask = Plan['tasks'][number];

export interface PlanSettings {
  readonly profile: Profile;
  /** Segments in one task: what a lost worker costs at most, and what two workers can share. */
  readonly segmentsPerChunk: number;
  /** SIZE_BY_CONTENT: spend bytes where the picture needs them. */
  readonly sizeByContent: boolean;
  /** COPY_SOURCE: take over the source's stream as a rung where it fits. */
  readonly copySource: boolean;
  /** LOUDNESS: bring all videos to one loudness; null leaves their sound as it is. */
  readonly loudness: z.infer<typeof loudnessSchema> | null;
}

/** 24 s chunks keep the seek cost of a task under 3 %. */
export const defaultPlanSettings: PlanSettings = {
  profile: onDemandProfile,
  segmentsPerChunk: 6,
  sizeByContent: false,
  copySource: false,
  loudness: null,
};

/** Smaller is sooner. The first segments of the lowest rung come before everything else on the site. */
export const taskPriority = {
  probe: 0,
  first: 10,
  /** What a viewer waits for at the gate: raised to this, whatever it was. */
  wanted: 12,
  audio: 15,
  content: 30,
  lowest: 40,
  stills: 50,
  verify: 55,
  rest: 60,
} as const;

/** Up to this a task may use the urgent slot of a worker, and bulk work is paused for it. */
export const URGENT_PRIORITY = taskPriority.audio;

/** The first task is as short as can be: the viewer waits for its segment, and other videos for its slot. */
const FIRST_SEGMENTS = 1;

/** Of a shorter one a sample would be a large part, and save little. */
const MIN_SAMPLED_SECONDS = 20;

/**
 * Plans one source, first revision: grid, lowest rung and sound, so that work can start at once. Pure: the
 * same facts give the same plan, so a replayed event changes nothing. The other rungs follow at once, or when
 * the `content` task has told what they are to be (`revisePlan`).
 */
export function plan(facts: SourceFacts, settings: PlanSettings = defaultPlanSettings): Plan {
  const { profile } = settings;
  const frameRate = planFrameRate(facts.video);
  const rungs = planLadder(facts.video.width, facts.video.height, frameRate.num / frameRate.den, profile);
  const copied = settings.copySource ? findCopyRung(facts, frameRate, rungs) : undefined;
  const interval = (copied && facts.video.keyframeInterval) ?? 1;
  const grid = planGrid(
    frameRate,
    facts.durationSeconds,
    profile.segmentSeconds,
    (wanted) => fitToKeyframes(wanted, interval, frameRate) ?? wanted,
  );
  const copy = grid.framesPerSegment % interval === 0 ? (copied?.name ?? null) : null;
  const size = rungs.length > 1 && settings.sizeByContent && facts.durationSeconds >= MIN_SAMPLED_SECONDS;
  const content = size || copy ? { size, copy } : null;
  const tasks = [
    ...planLowest(grid, rungs, settings),
    ...(facts.audio
      ? [
          {
            kind: 'audio',
            priority: taskPriority.audio,
            weight: weighAudio(facts.durationSeconds),
          } as const,
        ]
      : []),
    ...(content
      ? [{ kind: 'content', priority: taskPriority.content, weight: fixedWeight.content } as const]
      : planRest(grid, rungs, settings.segmentsPerChunk)),
    { kind: 'stills', priority: taskPriority.stills, weight: fixedWeight.stills } as const,
  ];
  return {
    profile: profile.name,
    grid,
    rungs: [...rungs],
    audio: facts.audio
      ? {
          bitrateBps: profile.audioBitrateBps,
          segmentSeconds: profile.segmentSeconds,
          loudness: settings.loudness,
        }
      : null,
    content,
    tasks,
  };
}

/** Expected CPU seconds of the whole plan. While the `content` task is open: as if every rung is encoded. */
export function planWeight(planned: Plan, segmentsPerChunk = defaultPlanSettings.segmentsPerChunk): number {
  const expected = planned.content ? planRest(planned.grid, planned.rungs, segmentsPerChunk) : [];
  const tasks = [...planned.tasks, ...expected];
  // It becomes a task when all others are done.
  return tasks.reduce<number>((sum, task) => sum + task.weight, fixedWeight.verify);
}

/** Second revision: the rungs above the lowest, as the content wants them, and their tasks. */
export function revisePlan(
  first: Plan,
  content: ContentFacts,
  segmentsPerChunk = defaultPlanSettings.segmentsPerChunk,
): Plan {
  const rungs = [...reviseRungs(first, content)];
  const tasks = [...first.tasks, ...planRest(first.grid, rungs, segmentsPerChunk)];
  return { ...first, rungs, content: null, tasks };
}

/**
 * The plan in which a rung that was to be a copy is encoded after all, in the same chunks: its source's stream
 * turned out not to fit. Null when that rung is no copy.
 */
export function encodeCopied(planned: Plan, rungName: string): Plan | null {
  const rung = planned.rungs.find(({ name, via }) => name === rungName && via === 'copy');
  if (!rung) return null;
  const encoded: PlannedRung = { ...rung, via: 'encode', reorderFrames: REORDER_FRAMES };
  const rungs = planned.rungs.map((one) => (one === rung ? encoded : one));
  const tasks = planned.tasks.map((task) =>
    task.kind === 'encode' && task.rungs.includes(rungName)
      ? planChunk(planned.grid, [encoded], task.firstSegment, task.segmentCount, task.priority)
      : task,
  );
  return { ...planned, rungs, tasks };
}

function planLowest(
  grid: Grid,
  rungs: readonly PlannedRung[],
  { segmentsPerChunk }: PlanSettings,
): readonly PlannedTask[] {
  const lowest = rungs.slice(-1);
  const head = planChunk(grid, lowest, 0, FIRST_SEGMENTS, taskPriority.first);
  return [head, ...planChunks(grid, lowest, FIRST_SEGMENTS, segmentsPerChunk, taskPriority.lowest)];
}

/** Whether a task makes the first picture that viewers see. By its place, not by who waits, so that a repeat makes the same. */
export function isFirstTask(
  planned: Pick<Plan, 'rungs'>,
  task: { readonly rungs: readonly string[]; readonly firstSegment: number; readonly segmentCount: number },
): boolean {
  const isLowest = task.rungs.length === 1 && task.rungs[0] === lowestRung(planned)?.name;
  return isLowest && task.firstSegment === 0 && task.segmentCount === FIRST_SEGMENTS;
}

/** One decode serves all rungs of a chunk that are encoded; a copied one has tasks of its own. */
function planRest(
  grid: Grid,
  rungs: readonly PlannedRung[],
  segmentsPerChunk: number,
): readonly PlannedTask[] {
  const rest = rungs.slice(0, -1);
  const groups = [rest.filter(({ via }) => via === 'copy'), rest.filter(({ via }) => via === 'encode')];
  return groups.flatMap((group) => planChunks(grid, group, 0, segmentsPerChunk, taskPriority.rest));
}

function planChunks(
  grid: Grid,
  rungs: readonly PlannedRung[],
  from: number,
  segmentsPerChunk: number,
  priority: number,
): readonly PlannedTask[] {
  if (rungs.length === 0) return [];
  const chunks: PlannedTask[] = [];
  for (let first = from; first < grid.segmentCount; first += segmentsPerChunk) {
    chunks.push(
      planChunk(grid, rungs, first, Math.min(segmentsPerChunk, grid.segmentCount - first), priority),
    );
  }
  return chunks;
}

function planChunk(
  grid: Grid,
  rungs: readonly PlannedRung[],
  firstSegment: number,
  segmentCount: number,
  priority: number,
): PlannedTask {
  const fromFrame = firstSegment * grid.framesPerSegment;
  const frames = Math.min(segmentCount * grid.framesPerSegment, grid.totalFrames - fromFrame);
  return {
    kind: 'encode',
    rungs: rungs.map((rung) => rung.name),
    firstSegment,
    segmentCount,
    priority,
    weight: weighEncode(rungs, frames),
  };
}
