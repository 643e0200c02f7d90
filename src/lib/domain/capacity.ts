/** Where a task may run: `spot` waits for an interruptible worker, `any` takes the first that comes. */
export const taskCapacities = ['any', 'spot'] as const;
export type TaskCapacity = (typeof taskCapacities)[number];

/** What a worker runs on. `local` is a process beside the orchestrator. */
export const workerCapacities = ['local', 'on-demand', 'spot'] as const;
export type WorkerCapacity = (typeof workerCapacities)[number];
