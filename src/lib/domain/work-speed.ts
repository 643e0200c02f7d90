import type { TaskKind } from './task-status.ts';

/** One finished task as it went: what it weighed and how long a worker had it. */
export interface FinishedTask {
  readonly kind: TaskKind;
  /** Comma-separated, as in the task's row. */
  readonly rungs: string;
  readonly weight: number;
  readonly seconds: number;
}

/** Worker-seconds that a task of this kind and these rungs takes for each unit of its weight. */
export type SecondsPerWeight = (kind: TaskKind, rungs: string) => number;

/** Until something was measured: two threads share a task's CPU seconds, at 80 %. */
const PRIOR_SECONDS_PER_WEIGHT = 0.6;

/** Each older task counts this much less: after 25 tasks half is forgotten. */
const MEMORY = 0.973;

/** What was believed before counts as much as this many units of weight measured. */
const BELIEF_WEIGHT = 10;

/**
 * Learns from finished tasks, the newest first. What is known of all tasks is the prior of each kind, and the
 * kind's that of each set of rungs, so that a few tasks of one sort neither mislead nor are lost.
 */
export function measureSpeed(
  newestFirst: readonly FinishedTask[],
  prior = PRIOR_SECONDS_PER_WEIGHT,
): SecondsPerWeight {
  const aged = newestFirst
    .filter(({ weight, seconds }) => weight > 0 && seconds > 0)
    .map((task, age) => ({ ...task, share: MEMORY ** age }));
  const learn = (those: typeof aged, believed: number) => {
    const weight = those.reduce((sum, task) => sum + task.share * task.weight, 0);
    const seconds = those.reduce((sum, task) => sum + task.share * task.seconds, 0);
    return (seconds + BELIEF_WEIGHT * believed) / (weight + BELIEF_WEIGHT);
  };
  const ofAll = learn(aged, prior);
  const known = new Map<string, number>();
  return (kind, rungs) => {
    const name = `${kind} ${rungs}`;
    const found = known.get(name);
    if (found !== undefined) return found;
    const sameKind = aged.filter((task) => task.kind === kind);
    const same = sameKind.filter((task) => task.rungs === rungs);
    const learnt = learn(same, learn(sameKind, ofAll));
    known.set(name, learnt);
    return learnt;
  };
}
