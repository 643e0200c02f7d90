import {
  ConflictException,
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
  RunTaskCommand,
  StopTaskCommand,
} from '@aws-sdk/client-ecs';
import { ecsStartedBy, ecsTask, ecsTaskEnd, ecsTaskPhase } from '#lib/domain/ecs-task.ts';
import { profiles } from '#lib/domain/profiles.ts';
import {
  type Launched,
  LaunchRefused,
  type LaunchRequest,
  type WorkerLauncher,
  type WorkerSight,
} from '../ports/worker-launcher.ts';
import { refusalOfError, refusalOfFailures } from './ecs-refusal.ts';

export interface EcsLauncherSettings {
  readonly region: string;
  /** Absent on AWS, where the SDK knows it. */
  readonly endpoint: string | undefined;
  readonly cluster: string;
  readonly taskDefinition: string;
  /** Name of the transcoder's container inside the task definition. */
  readonly containerName: string;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  /** Those of the class that is asked for are tried first, then the others, each in this order. */
  readonly capacityProviders: readonly string[];
  /** A call without an answer for so long is given up, and repeated with the same token. */
  readonly callTimeoutMs?: number;
  /** Calls that are throttled or fail are repeated at once so often, with growing, jittered pauses. */
  readonly callAttempts?: number;
}

/** DescribeTasks takes no more. */
const MOST_DESCRIBED = 100;
/** Of StopTask's `reason`. */
const MAX_REASON = 255;

/** AWS's own providers are FARGATE_SPOT and FARGATE; others are named by whoever made them. */
function classOf(provider: string): 'spot' | 'on-demand' {
  return /spot/i.test(provider) ? 'spot' : 'on-demand';
}

function inOrderFor(capacity: 'spot' | 'on-demand', providers: readonly string[]): readonly string[] {
  const isOfClass = (provider: string) => classOf(provider) === capacity;
  return [...providers.filter(isOfClass), ...providers.filter((provider) => !isOfClass(provider))];
}

/** What the task's container is told beside what its definition says. */
function environmentOf(provider: string, { workerId, ticket, idleSeconds }: LaunchRequest) {
  return [
    { name: 'WORKER_ID', value: workerId },
    { name: 'WORKER_TICKET', value: ticket },
    { name: 'IDLE_SECONDS', value: String(idleSeconds ?? 0) },
    { name: 'FFMPEG_THREADS', value: String(profiles[classOf(provider)].threads) },
  ];
}

/** Workers as ECS tasks. A task is nobody's child: its end is told by `ecs.events`, by `inspect`, or by its silence. */
export function createEcsWorkerLauncher(settings: EcsLauncherSettings): WorkerLauncher {
  const { cluster, containerName } = settings;
  const client = new ECSClient({
    region: settings.region,
    ...(settings.endpoint ? { endpoint: settings.endpoint } : {}),
    maxAttempts: settings.callAttempts ?? 3,
    requestHandler: {
      connectionTimeout: 3_000,
      requestTimeout: settings.callTimeoutMs ?? 10_000,
      // Without it the SDK warns and waits on.
      throwOnRequestTimeout: true,
    },
  });

  function runTask(provider: string, request: LaunchRequest): RunTaskCommand {
    return new RunTaskCommand({
      cluster,
      taskDefinition: settings.taskDefinition,
      count: 1,
      // Of the worker's row alone: the same launch starts one task, by whichever replica and after whatever crash.
      clientToken: `${request.workerId}-${request.attempt}`,
      capacityProviderStrategy: [{ capacityProvider: provider, weight: 1 }],
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: [...settings.subnets],
          securityGroups: [...settings.securityGroups],
          assignPublicIp: 'DISABLED',
        },
      },
      overrides: {
        containerOverrides: [{ name: containerName, environment: environmentOf(provider, request) }],
      },
      startedBy: ecsStartedBy(request.workerId),
      propagateTags: 'TASK_DEFINITION',
      tags: [
        { key: 'sluice:worker', value: request.workerId },
        { key: 'sluice:capacity', value: classOf(provider) },
      ],
    });
  }

  /** The task that a worker's launch started, when its answer was lost. */
  async function findTask(workerId: string): Promise<string | undefined> {
    const { taskArns } = await client.send(
      new ListTasksCommand({ cluster, startedBy: ecsStartedBy(workerId) }),
    );
    return taskArns?.[0];
  }

  async function describe(tasks: readonly string[]): Promise<Map<string, WorkerSight>> {
    const seen = new Map<string, WorkerSight>();
    for (let from = 0; from < tasks.length; from += MOST_DESCRIBED) {
      const some = tasks.slice(from, from + MOST_DESCRIBED);
      // What it does not know stands in `failures` as MISSING: stopped an hour ago, or started a second ago.
      const answer = await client.send(new DescribeTasksCommand({ cluster, tasks: some }));
      for (const told of answer.tasks ?? []) {
        const task = ecsTask.parse(told);
        const state = ecsTaskPhase(task);
        const handle = task.taskArn;
        seen.set(handle, state === 'ended' ? { state, handle, end: ecsTaskEnd(task) } : { state, handle });
      }
    }
    return seen;
  }

  return {
    name: 'ecs',

    async launch(request): Promise<Launched> {
      const places = inOrderFor(request.capacity, settings.capacityProviders);
      const provider = places[request.attempt];
      if (!provider) throw new LaunchRefused('rejected', 'no capacity provider is left to ask');
      const hasNext = request.attempt + 1 < places.length;
      try {
        const answer = await client.send(runTask(provider, request));
        const handle = answer.tasks?.[0]?.taskArn;
        // ECS answers 200 with no task when it has no room: that is a failure, not a launch.
        if (!handle) throw refusalOfFailures(provider, answer.failures, hasNext);
        return { handle, capacity: classOf(provider) };
      } catch (error) {
        if (error instanceof LaunchRefused) throw error;
        // The token started a task before, for a request that differed: our settings changed between the calls.
        const started = error instanceof ConflictException ? error.resourceIds?.[0] : undefined;
        if (started) return { handle: started, capacity: classOf(provider) };
        throw refusalOfError(provider, error, hasNext) ?? error;
      }
    },

    async inspect(workers) {
      const taskOf = new Map<string, string>();
      for (const { workerId, handle } of workers) {
        const task = handle ?? (await findTask(workerId));
        if (task) taskOf.set(workerId, task);
      }
      const seen = await describe([...taskOf.values()]);
      return new Map(
        [...taskOf].flatMap(([workerId, task]) => {
          const sight = seen.get(task);
          return sight ? [[workerId, sight] as const] : [];
        }),
      );
    },

    async stop(handle, reason) {
      try {
        await client.send(
          new StopTaskCommand({ cluster, task: handle, reason: reason.slice(0, MAX_REASON) }),
        );
      } catch (error) {
        if (error instanceof Error && /not found/i.test(error.message)) return;
        throw error;
      }
    },

    async stopAll() {
      // Tasks outlive the orchestrator: a deployment of ours must not interrupt an encode.
    },

    onExit() {
      // ECS tells nobody directly: its events come by `ecs.events`.
    },
  };
}
