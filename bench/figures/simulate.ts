/** How one video's tasks would go on so many workers, played through in the order in which they are lent. */
import { forecastQueue, type LaterWork, type WorkGroup } from '../../src/lib/domain/eta.ts';
import { type Plan, taskPriority } from '../../src/lib/domain/plan.ts';
import type { TaskKind } from '../../src/lib/domain/task-status.ts';
import { sum } from './statistics.ts';

export interface TimedTask {
  readonly kind: TaskKind;
  /** Comma-separated, as in the task's row. */
  readonly rungs: string;
  readonly priority: number;
  readonly weight: number;
  /** That a worker had it. */
  readonly seconds: number;
}

/**
 * Seconds from the first lease to the last end. `probe` comes before all others and `verify` after them; the rest
 * of a plan that waits for `content` begins when that is done.
 */
export function simulateVideo(tasks: readonly TimedTask[], workers: number): number {
  const hasContent = tasks.some(({ kind }) => kind === 'content');
  const waitsForContent = ({ kind, priority }: TimedTask) =>
    hasContent && kind === 'encode' && priority === taskPriority.rest;
  const middle = tasks.filter(({ kind }) => !isAlone(kind));
  const later = middle
    .filter(waitsForContent)
    .map((task, index): LaterWork => ({ ...toGroup(task, index), after: 'content' }));
  const forecast = forecastQueue({
    nowMs: 0,
    leased: [],
    waiting: middle.filter((task) => !waitsForContent(task)).map(toGroup),
    later,
    servedAtMs: new Map(),
    workers: Array.from({ length: workers }, () => 0),
    // Weights are what was measured.
    secondsOfTask: (_kind, _rungs, weight) => weight,
  });
  const alone = sum(tasks.filter(({ kind }) => isAlone(kind)).map(({ seconds }) => seconds));
  return alone + (forecast.get(SIMULATED)?.secondsLeft ?? 0);
}

const SIMULATED = 'simulated';
const isAlone = (kind: TaskKind): boolean => kind === 'probe' || kind === 'verify';

function toGroup({ kind, rungs, priority, seconds }: TimedTask, index: number): WorkGroup {
  return {
    ...{ videoId: SIMULATED, ownerId: SIMULATED, kind, rungs, priority, count: 1 },
    ...{ weight: seconds, createdAtMs: index },
  };
}

/** What share of `workers` is used: 1 when twice the workers need half the time. */
export function efficiencyOf(tasks: readonly TimedTask[], workers: number): number {
  return simulateVideo(tasks, 1) / (workers * simulateVideo(tasks, workers));
}

/** A plan's tasks, each as long as measured tasks of its sort took for their weight. */
export function timePlan(planned: Plan, measured: readonly TimedTask[]): readonly TimedTask[] {
  const tasks = planned.tasks.map((task) => {
    const rungs = task.kind === 'encode' ? task.rungs.join(',') : '';
    const { kind, priority, weight } = task;
    return { kind, rungs, priority, weight, seconds: weight * paceOf(measured, kind, rungs) };
  });
  return [...measured.filter(({ kind }) => kind === 'probe'), ...tasks];
}

/** Seconds for each unit of weight: of the same rungs, else of the same kind, else of all. */
function paceOf(measured: readonly TimedTask[], kind: TaskKind, rungs: string): number {
  const sameKind = measured.filter((task) => task.kind === kind);
  const same = sameKind.filter((task) => task.rungs === rungs);
  const those = [same, sameKind, measured].find((list) => list.length > 0) ?? [];
  return sum(those.map(({ seconds }) => seconds)) / sum(those.map(({ weight }) => weight));
}
