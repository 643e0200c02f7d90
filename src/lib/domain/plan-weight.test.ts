import { describe, expect, it } from 'vitest';
import { defaultPlanSettings, plan, planWeight, revisePlan } from './plan.ts';
import { sampleFacts } from './testing/sample-facts.ts';

const facts = sampleFacts({ durationSeconds: 130, frameCount: 3250 });
const sumOf = (tasks: readonly { weight: number }[]) => tasks.reduce((sum, { weight }) => sum + weight, 0);

describe('the weight of a whole plan', () => {
  const first = plan(facts, { ...defaultPlanSettings, copySource: true, sizeByContent: true });

  it('holds its tasks and the check at the end', () => {
    const planned = plan(facts);
    expect(planWeight(planned)).toBeGreaterThan(sumOf(planned.tasks));
  });

  it('holds from the first revision on what the second will bring, so that a percentage does not fall', () => {
    const revised = revisePlan(first, { rungs: [], copy: null });
    expect(revised.tasks.length).toBeGreaterThan(first.tasks.length);
    expect(planWeight(first)).toBeCloseTo(planWeight(revised), 6);
  });

  it('is less once a rung need not be encoded', () => {
    const copy = { rung: first.rungs[0]?.name ?? '', averageBps: 1_000_000, reorderFrames: 2 };
    expect(planWeight(revisePlan(first, { rungs: [], copy }))).toBeLessThan(planWeight(first));
  });
});
