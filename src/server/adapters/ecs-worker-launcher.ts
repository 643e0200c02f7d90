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
  /** Tried in this order: spot first, on demand when there is none to be had. */
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

    async launch({ workerId, ticket, idleSeconds }) {
      const environment = {
        WORKER_ID: workerId,
        WORKER_TICKET: ticket,
        IDLE_SECONDS: String(idleSeconds ?? 0),
      };
      const reasons: string[] = [];
      for (const [index, provider] of settings.capacityProviders.entries()) {
        const started = await run(provider, `${workerId}-${index}`, environment);
        if (typeof started === 'string') return started;
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
