import type { Plan, PlannedRung } from './plan.ts';

/** The rung that a video is first watched in: its tasks come before those of all others. Rungs are listed largest first. */
export function lowestRung({ rungs }: Pick<Plan, 'rungs'>): PlannedRung | undefined {
  return rungs.at(-1);
}
