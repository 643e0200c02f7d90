import type { Plan } from '#lib/domain/plan.ts';
import { priceOf } from '#lib/domain/prices.ts';
import { expectUse } from '#lib/domain/video-cost.ts';
import { measureSpeed } from '#lib/domain/work-speed.ts';
import type { Executor } from '../db/client.ts';
import { findFinished } from './queue-repository.ts';

/** Weights are CPU seconds: that they are right is believed until tasks were metered. */
const priorCpu = { perTask: 0, perWeight: 1 };

/** US dollars that a plan will cost, by what tasks before cost. */
export async function estimateCost(db: Executor, plan: Plan, plannedWeight: number): Promise<number> {
  const finished = await findFinished(db);
  const metered = finished.map((task) => ({ ...task, seconds: task.cpuSeconds }));
  return priceOf(expectUse(plan, plannedWeight, measureSpeed(metered, priorCpu)));
}
