import type { LaterWork, QueueState, WorkGroup } from '#lib/domain/eta.ts';
import { taskPriority } from '#lib/domain/plan.ts';
import { fixedWeight } from '#lib/domain/task-weight.ts';
import { measureSpeed, type SecondsOfTask } from '#lib/domain/work-speed.ts';
import { workerStartSeconds } from '#lib/domain/worker-start.ts';
import type { Database } from '../db/client.ts';
import type { TaskRow } from '../db/schema/tasks.ts';
import {
  findAliveWorkers,
  findFinished,
  findLeased,
  findPlanned,
  findTurns,
  findUnplanned,
  findWaiting,
  findWeightPerByte,
} from './queue-repository.ts';

/** A 1080p source of 8 Mbit/s in five rungs, until something was planned here. */
const PRIOR_WEIGHT_PER_BYTE = 5e-6;

/** About how much one chunk of the upper rungs weighs, where no plan says it yet. */
const CHUNK_SECONDS = 24;
const CHUNK_WEIGHT = 60;
/** Less is what adding up leaves. */
const LEAST_WEIGHT = 0.01;

/**
 * Reads the whole queue: what is lent, what waits, what will follow, who works and how fast.
 * @param startingLauncher launches a worker as soon as work waits; null when no orchestrator runs
 */
export async function readQueueState(
  db: Database,
  now: Date,
  startingLauncher: string | null,
): Promise<QueueState> {
  const [leasedRows, waiting, alive, secondsOfTask, unplanned, planned, weightPerByte] = await Promise.all([
    findLeased(db),
    findWaiting(db),
    findAliveWorkers(db),
    readSpeed(db),
    findUnplanned(db),
    findPlanned(db),
    findWeightPerByte(db),
  ]);
  const leased = leasedRows.map(
    (task): WorkGroup => ({
      ...pick(task),
      count: 1,
      weight: task.weight,
      shareLeft: 1 - shareDone(task, now, secondsOfTask(task.kind, task.rungs, task.weight)),
      createdAtMs: task.createdAt.getTime(),
    }),
  );
  const probed = new Set([...leased, ...waiting].map(({ videoId }) => videoId));
  const guesses = unplanned.map((video) => guessWork(video, weightPerByte ?? PRIOR_WEIGHT_PER_BYTE));
  const turns = await findTurns(db, [
    ...new Set([...leased, ...waiting, ...unplanned].map((of) => of.ownerId)),
  ]);
  return {
    nowMs: now.getTime(),
    leased,
    // A video whose first message is still on its way has no probe yet.
    waiting: [...waiting, ...guesses.map(({ probe }) => probe).filter(({ videoId }) => !probed.has(videoId))],
    later: [...guesses.map(({ later }) => later), ...planned.flatMap(expectRest)],
    servedAtMs: new Map(turns.map(({ ownerId, servedAt }) => [ownerId, servedAt.getTime()])),
    workers:
      alive.length > 0
        ? alive.map(toSeconds)
        : startingLauncher
          ? [workerStartSeconds(startingLauncher)]
          : [],
    secondsOfTask,
  };

  function toSeconds({ status, launcher, launchedAt }: (typeof alive)[number]): number {
    if (status === 'active') return 0;
    return Math.max(0.5, workerStartSeconds(launcher) - (now.getTime() - launchedAt.getTime()) / 1000);
  }
}

const pick = ({ videoId, ownerId, kind, rungs, priority }: TaskRow) => ({
  videoId,
  ownerId,
  kind,
  rungs,
  priority,
});

/** How fast workers were with what they finished last. */
export async function readSpeed(db: Database): Promise<SecondsOfTask> {
  return measureSpeed(await findFinished(db));
}

/** Kinds that tell no progress are judged by their time, and are never believed to be quite done. */
function shareDone(task: TaskRow, now: Date, expectedSeconds: number): number {
  if (task.progress > 0 || !task.leasedAt || expectedSeconds <= 0) return task.progress;
  return Math.min(0.9, (now.getTime() - task.leasedAt.getTime()) / 1000 / expectedSeconds);
}

/** Before the probe only the size of the file is known. */
function guessWork(
  video: { videoId: string; ownerId: string; sizeBytes: number; createdAt: Date },
  weightPerByte: number,
): { probe: WorkGroup; later: LaterWork } {
  const { videoId, ownerId } = video;
  const head = { videoId, ownerId, rungs: '', createdAtMs: video.createdAt.getTime() };
  const weight = video.sizeBytes * weightPerByte;
  return {
    probe: { ...head, kind: 'probe', priority: taskPriority.probe, count: 1, weight: fixedWeight.probe },
    later: {
      ...head,
      after: 'probe',
      kind: 'encode',
      priority: taskPriority.rest,
      count: Math.max(2, Math.ceil(weight / CHUNK_WEIGHT)),
      weight,
    },
  };
}

/** What is planned and no task yet: what the plan's second revision will add, or else the stills. */
function expectRest(video: Awaited<ReturnType<typeof findPlanned>>[number]): readonly LaterWork[] {
  const weight = (video.plannedWeight ?? 0) - video.taskWeight;
  if (weight < LEAST_WEIGHT) return [];
  const { videoId, ownerId, isUnrevised } = video;
  const rest = { videoId, ownerId, rungs: '', weight, createdAtMs: video.createdAt?.getTime() ?? 0 };
  if (!isUnrevised) {
    return [{ ...rest, after: 'all', kind: 'stills', priority: taskPriority.stills, count: 1 }];
  }
  const count = Math.max(1, Math.ceil((video.durationMs ?? 0) / 1000 / CHUNK_SECONDS));
  return [{ ...rest, after: 'content', kind: 'encode', priority: taskPriority.rest, count }];
}
