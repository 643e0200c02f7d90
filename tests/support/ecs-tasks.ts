/** ECS tasks as processes of this machine, each run as the task definition of infra/terraform says. */
import { type ChildProcess, spawn } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { checkoutDir } from '../../infra/local/checkout.ts';
import type { ContainerRun } from './fake-ecs/cluster.ts';
import type { NameAndValue } from './fake-ecs/protocol.ts';

const definitionFile = path.join(
  checkoutDir,
  ...['infra', 'terraform', 'modules', 'transcoder', 'container.json'],
);
const definition = z.object({
  command: z.tuple([z.literal('node')], z.string()),
  environment: z.record(z.string(), z.string()),
});

/** What Terraform makes the workers' task definition of, all but addresses. */
export const readTaskDefinition = () => definition.parse(JSON.parse(readFileSync(definitionFile, 'utf8')));

export interface LocalTasks {
  /** For the fake ECS. */
  run(overrides: readonly NameAndValue[]): ContainerRun;
  /** The process of a worker. */
  of(workerId: string): ChildProcess | undefined;
  /** What a worker's process was given. */
  environmentOf(workerId: string): Readonly<Record<string, string>>;
  killAll(): void;
}

/**
 * @param machine addresses, and what is otherwise here than on AWS: keys where AWS has roles
 * @param logFile what all of them say
 */
export function createLocalTasks(
  task: ReturnType<typeof readTaskDefinition>,
  machine: Readonly<Record<string, string>>,
  logFile: string,
): LocalTasks {
  const log = openSync(logFile, 'a');
  const children = new Map<string, ChildProcess>();
  const environments = new Map<string, Record<string, string>>();
  return {
    run(overrides) {
      const told = Object.fromEntries(overrides.map(({ name, value }) => [name, value]));
      const workerId = told.WORKER_ID ?? '';
      const env = { ...task.environment, ...machine, ...told };
      const [, ...args] = task.command;
      // The image's /app.
      const child = spawn(process.execPath, args, {
        cwd: checkoutDir,
        env: { NODE_ENV: 'production', ...env },
        stdio: ['ignore', log, log],
      });
      children.set(workerId, child);
      environments.set(workerId, env);
      const ended = new Promise<{ exitCode: number }>((resolve) => {
        // As ECS tells of a container that was killed.
        child.once('exit', (code) => resolve({ exitCode: code ?? 137 }));
      });
      return {
        ended,
        stop: () => {
          child.kill('SIGTERM');
          // One that is frozen does not hear it; its two minutes are over at once.
          child.kill('SIGKILL');
        },
      };
    },
    of: (workerId) => children.get(workerId),
    environmentOf: (workerId) => environments.get(workerId) ?? {},
    killAll: () => {
      for (const child of children.values()) child.kill('SIGKILL');
    },
  };
}
