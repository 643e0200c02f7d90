import { fileURLToPath } from 'node:url';
import type { OrchestratorEnv } from '../env.ts';
import type { WorkerLauncher } from '../ports/worker-launcher.ts';
import { createEcsWorkerLauncher } from './ecs-worker-launcher.ts';
import { createProcessWorkerLauncher } from './process-worker-launcher.ts';

/** What a local worker is told: where web, Kafka and the store are. No database, no secrets of web. */
function workerEnvironment(env: OrchestratorEnv): Record<string, string> {
  return {
    PATH: env.PATH,
    WEB_URL: env.WEB_INTERNAL_URL,
    KAFKA_BROKERS: env.KAFKA_BROKERS.join(','),
    S3_ENDPOINT: env.S3_ENDPOINT ?? '',
    S3_REGION: env.S3_REGION,
    S3_ACCESS_KEY_ID: env.S3_ACCESS_KEY_ID ?? '',
    S3_SECRET_ACCESS_KEY: env.S3_SECRET_ACCESS_KEY ?? '',
    WORK_DIR: env.WORK_DIR,
    FFMPEG_THREADS: String(env.FFMPEG_THREADS),
    LOG_LEVEL: env.LOG_LEVEL,
  };
}

/** The launcher that LAUNCHER names. */
export function createLauncher(env: OrchestratorEnv): WorkerLauncher {
  switch (env.LAUNCHER) {
    case 'process':
      return createProcessWorkerLauncher({
        program: fileURLToPath(new URL('../../../transcoder/src/main.ts', import.meta.url)),
        environment: workerEnvironment(env),
        // Workers write JSON lines of their own; they pass through as they are.
        onLine: (_workerId, line) => process.stdout.write(`${line}\n`),
      });
    case 'ecs': {
      const { ECS_CLUSTER, ECS_TASK_DEFINITION, ECS_SUBNETS, ECS_SECURITY_GROUPS } = env;
      if (!ECS_CLUSTER || !ECS_TASK_DEFINITION || !ECS_SUBNETS || !ECS_SECURITY_GROUPS) {
        throw new Error(
          'LAUNCHER=ecs needs ECS_CLUSTER, ECS_TASK_DEFINITION, ECS_SUBNETS and ECS_SECURITY_GROUPS.',
        );
      }
      return createEcsWorkerLauncher({
        region: env.AWS_REGION,
        endpoint: env.ECS_ENDPOINT,
        cluster: ECS_CLUSTER,
        taskDefinition: ECS_TASK_DEFINITION,
        containerName: env.ECS_CONTAINER,
        subnets: ECS_SUBNETS,
        securityGroups: ECS_SECURITY_GROUPS,
        capacityProviders: env.ECS_CAPACITY_PROVIDERS,
      });
    }
  }
}
