import type { TaskKind, TaskStatus } from './task-status.ts';
import type { VideoStatus } from './video-status.ts';

/** What the progress of a video is computed from. */
export interface ProgressTask {
  readonly kind: TaskKind;
  readonly rungs: readonly string[];
  readonly status: TaskStatus;
  /** Share of this task that is done, 0…1. */
  readonly progress: number;
  readonly weight: number;
}

export type Stage =
  | 'uploading'
  | 'queued'
  | 'downloading'
  | 'analyzing'
  | `encoding-${string}`
  | 'uploading-chunks'
  | 'generating-manifest'
  | 'finalizing'
  | 'ready'
  | 'failed'
  | 'cancelled';

export interface VideoProgress {
  readonly stage: Stage;
  /** 0…100, whole. 100 only when ready. */
  readonly percent: number;
  readonly currentResolution: string | null;
  /** Smallest first: the order in which they become watchable. */
  readonly completedResolutions: readonly string[];
}

/**
 * The only place where a percentage is computed: pages, REST and events all show this one.
 * @param plannedWeight of the whole plan: part of it becomes tasks only later, and the percentage must not fall then
 */
export function describeProgress(
  status: VideoStatus,
  rungsLargestFirst: readonly string[],
  tasks: readonly ProgressTask[],
  plannedWeight = 0,
): VideoProgress {
  const rungs = [...rungsLargestFirst].reverse();
  const isDone = (rung: string) => {
    const own = tasks.filter((task) => task.kind === 'encode' && task.rungs.includes(rung));
    return own.length > 0 && own.every((task) => task.status === 'done');
  };
  const completedResolutions = rungs.filter(isDone);
  if (status === 'ready') {
    return { stage: 'ready', percent: 100, currentResolution: null, completedResolutions };
  }
  const percent = Math.min(99, Math.floor(100 * doneShare(tasks, plannedWeight)));
  if (status !== 'processing') {
    const stage = status === 'deleted' ? 'cancelled' : status;
    return {
      stage,
      percent: status === 'uploading' ? 0 : percent,
      currentResolution: null,
      completedResolutions,
    };
  }
  const currentResolution = rungs.find((rung) => !isDone(rung)) ?? null;
  return { stage: stageOf(tasks, currentResolution), percent, currentResolution, completedResolutions };
}

function stageOf(tasks: readonly ProgressTask[], currentResolution: string | null): Stage {
  if (tasks.some((task) => task.kind === 'probe' && task.status !== 'done')) return 'analyzing';
  if (currentResolution) return `encoding-${currentResolution}`;
  const open = tasks.filter((task) => task.status !== 'done');
  if (open.some((task) => task.kind !== 'verify')) return 'uploading-chunks';
  if (open.length > 0) return 'finalizing';
  return 'generating-manifest';
}

/** Done share of the planned work, by expected cost; before the plan exists nothing is known. */
function doneShare(tasks: readonly ProgressTask[], plannedWeight: number): number {
  const planned = tasks.filter((task) => task.kind !== 'probe');
  const total = Math.max(
    plannedWeight,
    planned.reduce((sum, task) => sum + task.weight, 0),
  );
  if (total === 0) return 0;
  const done = planned.reduce(
    (sum, task) => sum + task.weight * (task.status === 'done' ? 1 : task.progress),
    0,
  );
  return done / total;
}
