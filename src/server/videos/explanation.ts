import { explainMediaError, isRetryable } from '#lib/domain/media-error.ts';
import type { TaskRow } from '../db/schema/tasks.ts';
import type { UploadSessionRow } from '../db/schema/upload-sessions.ts';
import type { VideoRow } from '../db/schema/videos.ts';
import { type ExplainedTask, explainTask, type KnownLease } from './explained-task.ts';
import { describeCost } from './video-dto.ts';

export interface ExplainedVideo {
  readonly video: VideoRow;
  readonly upload: Pick<UploadSessionRow, 'door' | 'createdAt' | 'partCount'> | undefined;
  readonly tasks: readonly TaskRow[];
  readonly leases: readonly KnownLease[];
  /** Of all finished rungs. */
  readonly producedBytes: number;
  readonly now: Date;
}

/** What became of a step as a whole. */
type StepState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

/** A long video has thousands of tasks: of one kind and rung so many are told one by one. */
const MOST_TASKS_TOLD = 100;

/** Everything that was done for one video, in the order in which it began: what, how long, how often, by whom, at what cost. */
export function explainVideo(facts: ExplainedVideo) {
  const { video, tasks, now } = facts;
  const leasesOf = Map.groupBy(facts.leases, ({ taskId }) => taskId);
  const groups = Map.groupBy(tasks, ({ kind, rungs }) => `${kind} ${rungs}`);
  const works = [...groups.values()]
    .flatMap((group) => {
      const [first] = group;
      const told = group.map((task) => explainTask(task, leasesOf.get(task.id) ?? []));
      return first ? [explainWork(first, group, told)] : [];
    })
    .toSorted((a, b) => beginOf(a) - beginOf(b));
  return {
    videoId: video.id,
    title: video.title,
    status: video.status,
    readAt: now.toISOString(),
    upload: {
      door: facts.upload?.door ?? null,
      sizeBytes: video.sizeBytes,
      startedAt: iso(facts.upload?.createdAt ?? video.createdAt),
      endedAt: iso(video.uploadedAt),
    },
    /** From the last byte until a worker began. */
    queue: {
      startedAt: iso(video.uploadedAt),
      endedAt: works[0]?.startedAt ?? iso(video.processingStartedAt),
    },
    works,
    /** From the last task until the manifests were written. */
    finish: { startedAt: iso(video.encodedAt), endedAt: iso(video.processedAt) },
    failure: video.errorCode
      ? {
          code: video.errorCode,
          message: explainMediaError(video.errorCode),
          stage: video.errorStage ?? 'queued',
          retryable: isRetryable(video.errorCode),
        }
      : null,
    totals: {
      tasks: tasks.length,
      attempts: sumOf(works, ({ attempts }) => attempts),
      cpuSeconds: sumOf(works, ({ cpuSeconds }) => cpuSeconds),
      expectedCpuSeconds: video.plannedWeight,
      /** Seconds from the last byte to `ready`; null until it is. */
      seconds:
        video.uploadedAt && video.processedAt
          ? (video.processedAt.getTime() - video.uploadedAt.getTime()) / 1000
          : null,
      cost: describeCost({ video, tasks }, facts.producedBytes),
    },
  };
}

/** All tasks of one kind and rung as one step. */
function explainWork(
  { kind, rungs }: Pick<TaskRow, 'kind' | 'rungs'>,
  rows: readonly TaskRow[],
  tasks: readonly ExplainedTask[],
) {
  const attempts = tasks.flatMap((task) => task.attempts);
  const state = stateOf(rows);
  const told = tasks
    .toSorted((a, b) => b.attempts.length - a.attempts.length || a.firstSegment - b.firstSegment)
    .slice(0, MOST_TASKS_TOLD)
    .toSorted((a, b) => a.firstSegment - b.firstSegment);
  return {
    kind,
    /** The rungs that one task makes together, highest first; empty of what is no encode. */
    rungs: rungs === '' ? [] : rungs.split(','),
    state,
    startedAt: iso(earliest(attempts.map(({ startedAt }) => startedAt))),
    endedAt:
      state === 'running' || state === 'waiting' ? null : iso(latest(attempts.map(({ endedAt }) => endedAt))),
    count: rows.length,
    doneCount: rows.filter(({ status }) => status === 'done').length,
    attempts: attempts.length,
    wallSeconds: sumOf(tasks, ({ wallSeconds }) => wallSeconds),
    cpuSeconds: sumOf(tasks, ({ cpuSeconds }) => cpuSeconds),
    expectedCpuSeconds: sumOf(tasks, ({ expectedCpuSeconds }) => expectedCpuSeconds),
    /** US dollars. */
    cost: sumOf(tasks, ({ cost }) => cost),
    /** Those that took most attempts, if there are too many to tell of all. */
    tasks: told.map(tellTask),
  };
}

/** What has not begun comes last. */
const beginOf = ({ startedAt }: { readonly startedAt: string | null }): number =>
  startedAt === null ? Number.MAX_SAFE_INTEGER : Date.parse(startedAt);

function tellTask({ attempts, ...task }: ExplainedTask) {
  return {
    ...task,
    attempts: attempts.map(({ startedAt, endedAt, ...attempt }) => ({
      ...attempt,
      startedAt: iso(startedAt),
      endedAt: iso(endedAt),
    })),
  };
}

function stateOf(rows: readonly TaskRow[]): StepState {
  const has = (...statuses: readonly TaskRow['status'][]) =>
    rows.some(({ status }) => statuses.includes(status));
  if (has('failed')) return 'failed';
  if (has('leased')) return 'running';
  if (has('waiting')) return has('done') ? 'running' : 'waiting';
  return has('cancelled') ? 'cancelled' : 'done';
}

const timesOf = (dates: readonly (Date | null)[]) => dates.filter((date) => date !== null).map(Number);

function earliest(dates: readonly (Date | null)[]): Date | null {
  const times = timesOf(dates);
  return times.length === 0 ? null : new Date(times.reduce((a, b) => Math.min(a, b)));
}

function latest(dates: readonly (Date | null)[]): Date | null {
  const times = timesOf(dates);
  return times.length === 0 ? null : new Date(times.reduce((a, b) => Math.max(a, b)));
}

function sumOf<Item>(items: readonly Item[], amountOf: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + amountOf(item), 0);
}
