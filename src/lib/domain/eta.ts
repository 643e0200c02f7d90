import { createLeaseLine } from './lease-line.ts';
import type { TaskKind } from './task-status.ts';
import type { SecondsOfTask } from './work-speed.ts';

/** Tasks of one video that are alike. */
export interface WorkGroup {
  readonly videoId: string;
  readonly ownerId: string;
  readonly kind: TaskKind;
  /** Comma-separated, as in the task's row. */
  readonly rungs: string;
  /** Smaller is sooner. */
  readonly priority: number;
  readonly count: number;
  /** Of all of them together. */
  readonly weight: number;
  /** Share of each that is still to do; absent: all. */
  readonly shareLeft?: number;
  /** Of the oldest. */
  readonly createdAtMs: number;
}

/** Work that is no task yet: it becomes one when all of its video's tasks of a kind, or all at all, are done. */
export interface LaterWork extends WorkGroup {
  readonly after: TaskKind | 'all';
}

export interface QueueState {
  readonly nowMs: number;
  readonly leased: readonly WorkGroup[];
  readonly waiting: readonly WorkGroup[];
  readonly later: readonly LaterWork[];
  /** When each owner last got a worker. */
  readonly servedAtMs: ReadonlyMap<string, number>;
  /** Seconds until each worker can take a task: 0 for one that runs. */
  readonly workers: readonly number[];
  readonly secondsOfTask: SecondsOfTask;
}

export interface VideoForecast {
  /** Until its last task is done. */
  readonly secondsLeft: number;
  /** Until one of its tasks has a worker; 0 when one has. */
  readonly startsInSeconds: number;
  /** Other videos that have a worker now or get one before it does; 0 when it is being served. */
  readonly ahead: number;
}

interface Slot {
  /** When it can take its next task. */
  freeAt: number;
  task: WorkGroup | null;
}

/**
 * Plays the queue through, task by task, in the order in which they are lent. Empty when there is no worker:
 * nothing can be said then.
 */
export function forecastQueue(state: QueueState): ReadonlyMap<string, VideoForecast> {
  const slots: Slot[] = state.workers.map((freeAt) => ({ freeAt, task: null }));
  if (slots.length === 0) return new Map();
  const line = createLeaseLine(state.waiting, state.servedAtMs);
  const finishing = trackEnds(state, line.add);
  const started = new Map<string, { at: number; ahead: number }>();
  const secondsOf = ({ kind, rungs, weight, count, shareLeft = 1 }: WorkGroup) =>
    shareLeft * state.secondsOfTask(kind, rungs, weight / count);
  const give = (slot: Slot, task: WorkGroup) => {
    // Who gets a free worker at once is behind nobody.
    const ahead = slot.freeAt > 0 ? started.size : 0;
    if (!started.has(task.videoId)) started.set(task.videoId, { at: slot.freeAt, ahead });
    slot.task = task;
    slot.freeAt += secondsOf(task);
  };

  // Urgent slots can make it more tasks than workers: those take turns on one.
  for (const [index, task] of state.leased.entries()) {
    const slot = slots[index % slots.length];
    if (!slot) continue;
    if (slot.task) finishing.end(slot.task, slot.freeAt);
    started.set(task.videoId, { at: 0, ahead: 0 });
    give(slot, task);
  }
  for (;;) {
    const slot = slots.reduce((first, other) => (other.freeAt < first.freeAt ? other : first));
    if (slot.task) {
      finishing.end(slot.task, slot.freeAt);
      slot.task = null;
      continue;
    }
    const next = line.take(state.nowMs + slot.freeAt * 1000);
    if (next) {
      give(slot, next);
      continue;
    }
    const busy = slots.filter(({ task }) => task !== null);
    if (busy.length === 0) break;
    // What the busy ones do may bring new work: this one looks again right after the next of them.
    slot.freeAt = Math.min(...busy.map(({ freeAt }) => freeAt)) + 1e-6;
  }
  const describe = ([videoId, secondsLeft]: [string, number]): [string, VideoForecast] => {
    const start = started.get(videoId) ?? { at: 0, ahead: 0 };
    return [videoId, { secondsLeft, startsInSeconds: start.at, ahead: start.ahead }];
  };
  return new Map([...finishing.ends].map(describe));
}

/** Counts down each video's open tasks, and brings in the work that follows upon them. */
function trackEnds({ leased, waiting, later }: QueueState, add: (work: WorkGroup) => void) {
  const open = new Map<string, Map<TaskKind, number>>();
  const count = ({ videoId, kind, count: more }: WorkGroup) => {
    const counts = open.get(videoId) ?? new Map<TaskKind, number>();
    open.set(videoId, counts.set(kind, (counts.get(kind) ?? 0) + more));
  };
  for (const group of [...leased, ...waiting]) count(group);
  const pending = new Map<string, LaterWork[]>();
  for (const work of later) pending.set(work.videoId, [...(pending.get(work.videoId) ?? []), work]);
  const ends = new Map<string, number>();

  return {
    ends,
    end(task: WorkGroup, at: number): void {
      ends.set(task.videoId, at);
      const counts = open.get(task.videoId);
      const waits = pending.get(task.videoId);
      if (!counts) return;
      counts.set(task.kind, (counts.get(task.kind) ?? 1) - 1);
      if (!waits) return;
      const isOver = [...counts.values()].every((left) => left === 0);
      const isDue = ({ after }: LaterWork) => (after === 'all' ? isOver : (counts.get(after) ?? 0) === 0);
      const due = waits.filter(isDue);
      pending.set(
        task.videoId,
        waits.filter((work) => !due.includes(work)),
      );
      for (const work of due) {
        count(work);
        add(work);
      }
    },
  };
}
