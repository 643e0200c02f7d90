import { z } from 'zod';
import type { WorkerEnd } from './worker-end.ts';

/**
 * The part of an ECS task that we read, as DescribeTasks and EventBridge tell it alike; whatever else is there is
 * ignored: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html
 */
export const ecsTask = z.object({
  taskArn: z.string().min(1),
  lastStatus: z.string(),
  startedBy: z.string().nullish(),
  stopCode: z.string().nullish(),
  stoppedReason: z.string().nullish(),
  containers: z
    .array(
      z.object({
        name: z.string().nullish(),
        exitCode: z.number().nullish(),
        reason: z.string().nullish(),
      }),
    )
    .nullish(),
});
export type EcsTask = z.infer<typeof ecsTask>;

/** After these its containers are gone; only ECS's own tidying is left. */
const overStatuses: ReadonlySet<string> = new Set(['DEPROVISIONING', 'STOPPED', 'DELETED']);
const startingStatuses: ReadonlySet<string> = new Set(['PROVISIONING', 'PENDING', 'ACTIVATING']);

export function ecsTaskPhase({ lastStatus }: Pick<EcsTask, 'lastStatus'>): 'starting' | 'running' | 'ended' {
  if (overStatuses.has(lastStatus)) return 'ended';
  return startingStatuses.has(lastStatus) ? 'starting' : 'running';
}

/** SIGKILL. */
const KILLED = 137;
/** Somebody or something else ended the task: then a SIGKILL is no lack of memory, but the end of its notice. */
const outsideCodes: ReadonlySet<string> = new Set([
  'SpotInterruption',
  'TerminationNotice',
  'UserInitiated',
  'ServiceSchedulerInitiated',
  'InfrastructureHealth',
]);

const isOutOfMemory = (text: string | null | undefined) => /OutOfMemory/i.test(text ?? '');

/** Why a task that has ended did so. Stop codes: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html */
export function ecsTaskEnd(task: EcsTask): WorkerEnd {
  const containers = task.containers ?? [];
  const exits = containers.flatMap(({ exitCode, reason }) => [
    ...(exitCode === null || exitCode === undefined ? [] : [`exit ${exitCode}`]),
    ...(reason ? [reason] : []),
  ]);
  const detail = ['ECS:', task.stopCode, task.stoppedReason, ...exits]
    .filter(Boolean)
    .join(' ')
    .slice(0, 400);
  const { stopCode } = task;
  if (stopCode === 'TaskFailedToStart') return { cause: 'never-started', detail };
  if (containers.some(({ reason }) => isOutOfMemory(reason)) || isOutOfMemory(task.stoppedReason)) {
    return { cause: 'out-of-memory', detail };
  }
  if (stopCode && outsideCodes.has(stopCode)) return { cause: 'interrupted', detail };
  if (containers.some(({ exitCode }) => exitCode === KILLED)) return { cause: 'out-of-memory', detail };
  return { cause: 'exited', detail };
}

/** Whose task it is: written at the launch, told by every event, and what ListTasks can be asked for. */
export const ecsStartedBy = (workerId: string): string => `sluice/${workerId}`;

/** The worker behind `startedBy`; undefined for a task of somebody else in the same cluster. */
export function workerIdOfStartedBy(startedBy: string | null | undefined): string | undefined {
  return /^sluice\/([0-9A-HJKMNP-TV-Z]{26})$/.exec(startedBy ?? '')?.[1];
}
