/** What the fake does instead of its duty, on the next calls of one kind. */
import { EcsError } from './protocol.ts';

export interface Fault {
  /** What ECS does of the call before the fault shows: a launch whose answer is lost was a launch. */
  readonly effect: 'none' | 'done';
  /** The answer; `hang` never answers, `cut` breaks the connection. */
  readonly answer: EcsError | { readonly failures: readonly object[] } | 'hang' | 'cut';
}

const failure = (reason: string, detail?: string): Fault => ({
  effect: 'none',
  answer: { failures: [{ arn: 'arn:aws:ecs:eu-west-1:111122223333:container-instance/1', reason, detail }] },
});
const error = (type: string, message: string): Fault => ({
  effect: 'none',
  answer: new EcsError(type, message),
});

const noCapacity =
  'Capacity is unavailable at this time. Please try again later or in a different availability zone';

export const faults = {
  /** 200, no task. */
  noRoom: failure('RESOURCE:FARGATE'),
  noMemory: failure('RESOURCE:MEMORY'),
  noCapacityFailure: failure(noCapacity),
  nothingAtAll: { effect: 'none', answer: { failures: [] } },
  noCapacityException: error('ClientException', noCapacity),
  tooManyVcpus: error(
    'ClientException',
    'You have reached the limit on the number of vCPUs you can run concurrently',
  ),
  rateExceeded: error('ThrottlingException', 'Rate exceeded'),
  rateFailure: failure('Rate exceeded'),
  noSuchProvider: error(
    'InvalidParameterException',
    'The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster.',
  ),
  noSuchCluster: error('ClusterNotFoundException', 'Cluster not found.'),
  noSuchDefinition: error('ClientException', 'TaskDefinition not found.'),
  denied: error('AccessDeniedException', 'User is not authorized to perform: ecs:RunTask'),
  serverError: error('ServerException', 'Service Unavailable. Please try again later.'),
  /** The launch succeeds, and nobody hears of it. */
  answerLost: { effect: 'done', answer: 'hang' },
  cutAfter: { effect: 'done', answer: 'cut' },
  cutBefore: { effect: 'none', answer: 'cut' },
} as const satisfies Record<string, Fault>;
