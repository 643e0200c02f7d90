import { type Plan, type PlannedTask, URGENT_PRIORITY } from './plan.ts';

/** Where a task may run: `spot` waits for an interruptible worker, `any` takes the first that comes. */
export const taskCapacities = ['any', 'spot'] as const;
export type TaskCapacity = (typeof taskCapacities)[number];

/** What a worker runs on. `local` is a process beside the orchestrator. */
export const workerCapacities = ['local', 'on-demand', 'spot'] as const;
export type WorkerCapacity = (typeof workerCapacities)[number];

/** Which tasks a worker may be lent. Spot is kept for what is cheap there only where both kinds are bought. */
export const leasableBy: Readonly<Record<WorkerCapacity, readonly TaskCapacity[]>> = {
  local: ['any', 'spot'],
  'on-demand': ['any'],
  spot: ['any', 'spot'],
};

/** Where a task of a plan waits to run. What somebody waits for takes the first worker, whatever it costs. */
export function capacityOf(
  { profile }: Pick<Plan, 'profile'>,
  { kind, priority }: Pick<PlannedTask, 'kind' | 'priority'>,
): TaskCapacity {
  return profile === 'spot' && kind === 'encode' && priority > URGENT_PRIORITY ? 'spot' : 'any';
}
