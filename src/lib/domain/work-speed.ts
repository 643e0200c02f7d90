import type { TaskKind } from './task-status.ts';

/** One finished task as it went: what it weighed and how long a worker had it. */
export interface FinishedTask {
  readonly kind: TaskKind;
  /** Comma-separated, as in the task's row. */
  readonly rungs: string;
  readonly weight: number;
  readonly seconds: number;
}

/** Seconds that one task of this kind, these rungs and this weight takes. */
export type SecondsOfTask = (kind: TaskKind, rungs: string, weight: number) => number;

/** Seconds of a task: what each costs whatever it weighs, and what each unit of weight adds. */
export interface Speed {
  readonly perTask: number;
  readonly perWeight: number;
}

/** Until something was measured: messages and storage, and two threads that share a task's CPU seconds at 80 %. */
const priorSpeed: Speed = { perTask: 0.5, perWeight: 0.6 };

/** Each older task counts this much less: after 25 tasks half is forgotten. */
const MEMORY = 0.973;

/** What was believed before counts as much as so many tasks. */
const BELIEF_TASKS = 2;
/** A small task and a large one, between which what is believed lies on a line. */
const BELIEVED_WEIGHTS = [1, 40];
/** Small tasks alone say little of what weight costs: it is never taken for less than this share of the prior. */
const LEAST_SHARE = 0.25;

interface Aged extends FinishedTask {
  readonly share: number;
}

/**
 * Learns from finished tasks, the newest first: a line through seconds by weight, then how much each kind, and
 * of it each set of rungs, lies above or below. On a busy machine it is the starts that grow slow, and a few
 * small tasks must not be taken for the pace of a large one.
 */
export function measureSpeed(newestFirst: readonly FinishedTask[], prior = priorSpeed): SecondsOfTask {
  const aged: readonly Aged[] = newestFirst
    .filter(({ weight, seconds }) => weight > 0 && seconds > 0)
    .map((task, age) => ({ ...task, share: MEMORY ** age }));
  const line = fitLine(aged, prior);
  const onLine = (weight: number) => line.perTask + line.perWeight * weight;
  const believed = BELIEF_TASKS * mean(aged.map(({ weight }) => onLine(weight)));
  const learn = (those: readonly Aged[], before: number) => {
    const seconds = those.reduce((sum, task) => sum + task.share * task.seconds, 0);
    const expected = those.reduce((sum, task) => sum + task.share * onLine(task.weight), 0);
    return those.length === 0 ? before : (seconds + believed * before) / (expected + believed);
  };
  const known = new Map<string, number>();
  const factorOf = (kind: TaskKind, rungs: string) => {
    const name = `${kind} ${rungs}`;
    const sameKind = aged.filter((task) => task.kind === kind);
    const same = sameKind.filter((task) => task.rungs === rungs);
    const factor = known.get(name) ?? learn(same, learn(sameKind, 1));
    known.set(name, factor);
    return factor;
  };
  return (kind, rungs, weight) => factorOf(kind, rungs) * onLine(weight);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

/** Least squares, with what is believed as two measurements more. */
function fitLine(aged: readonly Aged[], prior: Speed): Speed {
  const believed = BELIEVED_WEIGHTS.map((weight) => ({
    weight,
    seconds: prior.perTask + prior.perWeight * weight,
    share: BELIEF_TASKS,
  }));
  const points = [...aged, ...believed];
  const sum = (of: (point: (typeof believed)[number]) => number) =>
    points.reduce((total, point) => total + point.share * of(point), 0);
  const [shares, weights, seconds] = [sum(() => 1), sum((at) => at.weight), sum((at) => at.seconds)];
  const squares = sum((at) => at.weight ** 2);
  const products = sum((at) => at.weight * at.seconds);
  const slope = (shares * products - weights * seconds) / (shares * squares - weights ** 2);
  const perWeight = Math.max(LEAST_SHARE * prior.perWeight, slope);
  const perTask = (seconds - perWeight * weights) / shares;
  // Steeper than through zero: then weight alone is the measure.
  return perTask >= 0 ? { perTask, perWeight } : { perTask: 0, perWeight: products / squares };
}
