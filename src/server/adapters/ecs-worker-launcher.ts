import { ECSClient, type Failure, RunTaskCommand } from '@aws-sdk/client-ecs';
import type { WorkerLauncher } from '../ports/worker-launcher.ts';

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
}

/** Nothing was started. `reasons` are ECS's own words, for operators. */
export class LaunchRefused extends Error {
  readonly reasons: readonly string[];

  constructor(reasons: readonly string[]) {
    super(`ECS launched nothing: ${reasons.join('; ')}`);
    this.name = 'LaunchRefused';
    this.reasons = reasons;
  }
}

function describe(failures: readonly Failure[] | undefined): string {
  return (
    failures?.map(({ reason, detail }) => detail ?? reason ?? 'no reason').join(', ') || 'no task, no reason'
  );
}

/** AWS's own providers are FARGATE_SPOT and FARGATE; others are named by whoever made them. */
function classOf(provider: string): 'spot' | 'on-demand' {
  return /spot/i.test(provider) ? 'spot' : 'on-demand';
}

function inOrderFor(capacity: 'spot' | 'on-demand', providers: readonly string[]): readonly string[] {
  const isOfClass = (provider: string) => classOf(provider) === capacity;
  return [...providers.filter(isOfClass), ...providers.filter((provider) => !isOfClass(provider))];
}

/** Workers as ECS tasks. Their end is seen by their silence: a task is nobody's child. */
export function createEcsWorkerLauncher(settings: EcsLauncherSettings): WorkerLauncher {
  const client = new ECSClient({
    region: settings.region,
    ...(settings.endpoint ? { endpoint: settings.endpoint } : {}),
  });
  const { cluster, containerName } = settings;

  async function run(
    capacityProvider: string,
    clientToken: string,
    environment: Readonly<Record<string, string>>,
  ): Promise<string | Failure[] | undefined> {
    const answer = await client.send(
      new RunTaskCommand({
        cluster,
        taskDefinition: settings.taskDefinition,
        count: 1,
        // The same token launches once, however often a call whose answer was lost is repeated.
        clientToken,
        capacityProviderStrategy: [{ capacityProvider, weight: 1 }],
        networkConfiguration: {
          awsvpcConfiguration: {
            subnets: [...settings.subnets],
            securityGroups: [...settings.securityGroups],
            assignPublicIp: 'DISABLED',
          },
        },
        overrides: {
          containerOverrides: [
            {
              name: containerName,
              environment: Object.entries(environment).map(([name, value]) => ({ name, value })),
            },
          ],
        },
        startedBy: 'sluice',
        tags: [{ key: 'sluice:worker', value: environment.WORKER_ID ?? '' }],
      }),
    );
    // ECS answers 200 with no task when it has no room: that is a failure, not a launch.
    return answer.tasks?.[0]?.taskArn ?? answer.failures;
  }

  return {
    name: 'ecs',

    async launch({ workerId, ticket, idleSeconds, capacity }) {
      const environment = {
        WORKER_ID: workerId,
        WORKER_TICKET: ticket,
        IDLE_SECONDS: String(idleSeconds ?? 0),
      };
      const reasons: string[] = [];
      for (const [index, provider] of inOrderFor(capacity, settings.capacityProviders).entries()) {
        const started = await run(provider, `${workerId}-${index}`, environment);
        if (typeof started === 'string') return { handle: started, capacity: classOf(provider) };
        reasons.push(`${provider}: ${describe(started)}`);
      }
      throw new LaunchRefused(reasons);
    },

    async stopAll() {
      // Tasks outlive the orchestrator: a deployment of ours must not interrupt an encode.
    },

    onExit() {
      // ECS tells nobody directly; a silent worker is given up by the sweeper.
    },
  };
}
