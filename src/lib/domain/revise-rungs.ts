import type { ContentFacts } from './content-facts.ts';
import type { Plan, PlannedRung } from './plan.ts';

/** Fits the rungs above the lowest to what was measured. The lowest is being encoded already and stays. */
export function reviseRungs({ rungs }: Pick<Plan, 'rungs'>, { copy }: ContentFacts): readonly PlannedRung[] {
  return rungs.map((rung) =>
    rung.name === copy?.rung ? { ...rung, via: 'copy', reorderFrames: copy.reorderFrames } : rung,
  );
}
