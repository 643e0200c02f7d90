/** One task of the fake, in the shape that DescribeTasks and EventBridge both tell. */
import { randomUUID } from 'node:crypto';
import type { RunTaskCall } from './protocol.ts';

export interface FakeContainer {
  readonly name: string;
  lastStatus: string;
  exitCode?: number;
  reason?: string;
}

export interface FakeTask {
  readonly taskArn: string;
  readonly clusterArn: string;
  readonly taskDefinitionArn: string;
  readonly capacityProviderName: string;
  readonly startedBy: string;
  readonly containers: FakeContainer[];
  readonly createdAt: string;
  /** Grows with each change. */
  version: number;
  lastStatus: string;
  desiredStatus: 'RUNNING' | 'STOPPED';
  stopCode?: string;
  stoppedReason?: string;
}

export function createTask(call: RunTaskCall, provider: string): FakeTask {
  const id = randomUUID().replaceAll('-', '');
  const account = 'arn:aws:ecs:eu-west-1:111122223333';
  return {
    taskArn: `${account}:task/${call.cluster}/${id}`,
    clusterArn: `${account}:cluster/${call.cluster}`,
    taskDefinitionArn: `${account}:task-definition/${call.taskDefinition}`,
    capacityProviderName: provider,
    startedBy: call.startedBy,
    containers: call.overrides.containerOverrides.map(({ name }) => ({ name, lastStatus: 'PENDING' })),
    createdAt: new Date().toISOString(),
    version: 1,
    lastStatus: 'PROVISIONING',
    desiredStatus: 'RUNNING',
  };
}

/** How a task ends. */
export interface FakeStop {
  readonly stopCode: string;
  readonly stoppedReason: string;
  /** Absent: the container never ran. */
  readonly exitCode?: number;
  /** Of the container. */
  readonly reason?: string;
}

/** Shapes as AWS gives them: stopped-task-error-codes and the events' examples in its documentation. */
export const stops = {
  exited: {
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    exitCode: 0,
  },
  crashed: {
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    exitCode: 1,
  },
  outOfMemory: {
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    exitCode: 137,
    reason: 'OutOfMemoryError: Container killed due to memory usage',
  },
  /** The agent does not always find the words. */
  killed: {
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    exitCode: 137,
  },
  spot: {
    stopCode: 'SpotInterruption',
    stoppedReason: 'Your Spot Task was interrupted.',
    exitCode: 0,
  },
  /** It did not end within its notice. */
  spotKilled: {
    stopCode: 'SpotInterruption',
    stoppedReason: 'Your Spot Task was interrupted.',
    exitCode: 137,
  },
  termination: {
    stopCode: 'TerminationNotice',
    stoppedReason: 'The container instance is terminated.',
    exitCode: 143,
  },
  scheduler: {
    stopCode: 'ServiceSchedulerInitiated',
    stoppedReason: 'Scaling activity initiated by the scheduler.',
    exitCode: 143,
  },
  infrastructure: {
    stopCode: 'InfrastructureHealth',
    stoppedReason: 'Infrastructure health check failed.',
    exitCode: 137,
  },
  user: { stopCode: 'UserInitiated', stoppedReason: 'Task stopped by user', exitCode: 137 },
  cannotPull: {
    stopCode: 'TaskFailedToStart',
    stoppedReason: 'CannotPullContainerError: pull image manifest has been retried 5 time(s)',
  },
  noSecret: {
    stopCode: 'TaskFailedToStart',
    stoppedReason: 'ResourceInitializationError: unable to pull secrets or registry auth',
  },
} as const satisfies Record<string, FakeStop>;
