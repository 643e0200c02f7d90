import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { OrchestratorEnv } from '../env.ts';
import type { WorkerLauncher } from '../ports/worker-launcher.ts';
import { createDockerWorkerLauncher } from './docker-worker-launcher.ts';
import { createEcsWorkerLauncher } from './ecs-worker-launcher.ts';
import { createProcessWorkerLauncher } from './process-worker-launcher.ts';
import { threadsOfWorker, type WorkerThreads } from './threads-of-worker.ts';

/** What a local worker is told: where web, Kafka and the store are. No database, no secrets of web. */
function workerEnvironment(env: OrchestratorEnv, threads: WorkerThreads): Record<string, string> {
  return {
    PATH: env.PATH,
    WEB_URL: env.WEB_INTERNAL_URL,
    KAFKA_BROKERS: env.KAFKA_BROKERS.join(','),
    KAFKA_SECURITY: env.KAFKA_SECURITY,
    KAFKA_USERNAME: env.KAFKA_USERNAME ?? '',
    KAFKA_PASSWORD: env.KAFKA_PASSWORD ?? '',
    AWS_REGION: env.AWS_REGION,
    S3_ENDPOINT: env.S3_ENDPOINT ?? '',
    S3_REGION: env.S3_REGION,
    S3_ACCESS_KEY_ID: env.S3_ACCESS_KEY_ID ?? '',
    S3_SECRET_ACCESS_KEY: env.S3_SECRET_ACCESS_KEY ?? '',
    WORK_DIR: env.WORK_DIR,
    FFMPEG_DIR: env.FFMPEG_DIR ?? '',
    FFMPEG_THREADS: String(threads.steady),
    FFMPEG_URGENT_THREADS: String(threads.urgent),
    LOG_LEVEL: env.LOG_LEVEL,
    OTEL_EXPORTER_OTLP_ENDPOINT: env.OTEL_EXPORTER_OTLP_ENDPOINT ?? '',
  };
}

/** Workers write JSON lines of their own; they pass through as they are. */
const passOn = (_workerId: string, line: string): void => void process.stdout.write(`${line}\n`);

/** The launcher that LAUNCHER names. */
export function createLauncher(env: OrchestratorEnv): WorkerLauncher {
  switch (env.LAUNCHER) {
    case 'process': {
      const threads = threadsOfWorker(env.FFMPEG_THREADS, availableParallelism(), env.WORKERS);
      return createProcessWorkerLauncher({
        program: fileURLToPath(new URL('../../../transcoder/src/main.ts', import.meta.url)),
        environment: workerEnvironment(env, threads),
        onLine: passOn,
      });
    }
    case 'docker': {
      if (!env.DOCKER_IMAGE) throw new Error('LAUNCHER=docker needs DOCKER_IMAGE.');
      // A container has its processors to itself.
      const threads = threadsOfWorker(env.FFMPEG_THREADS, env.DOCKER_CPUS, 1);
      // The image has its own.
      const { PATH: _ours, FFMPEG_DIR: _too, ...environment } = workerEnvironment(env, threads);
      return createDockerWorkerLauncher({
        program: {
          path: 'docker',
          environment: { PATH: env.PATH, ...(env.DOCKER_HOST ? { DOCKER_HOST: env.DOCKER_HOST } : {}) },
        },
        image: env.DOCKER_IMAGE,
        memory: env.DOCKER_MEMORY,
        cpus: env.DOCKER_CPUS,
        user: env.DOCKER_USER,
        network: env.DOCKER_NETWORK,
        environment,
        onLine: passOn,
      });
    }
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
