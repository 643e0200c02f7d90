/** ECS tasks that are processes of this machine: a fake ECS runs each task's container, as an end to end test does. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest';
import { z } from 'zod';
import { stackIdVariable } from '../../../infra/local/processes/process-identity.ts';
import { createEcsWorkerLauncher } from '../../../src/server/adapters/ecs-worker-launcher.ts';
import { sharedStack } from '../../shared-stack.ts';
import type { ContainerRun } from '../../support/fake-ecs/cluster.ts';
import { type FakeEcs, startFakeEcs } from '../../support/fake-ecs/fake-ecs.ts';
import { waitFor } from '../../support/wait-for.ts';
import { ecsSettings } from '../ecs/ecs-settings.ts';
import { createLineLog, writeFakeWorker } from './fake-worker.ts';
import { describeWorkerLauncher } from './worker-launcher-suite.ts';

const { program, remove } = writeFakeWorker();
/** As the task definition says it. */
const environment = {
  WEB_URL: 'http://127.0.0.1:1',
  [stackIdVariable]: sharedStack().env[stackIdVariable] ?? '',
};
const { linesOf, onLine } = createLineLog();
const children = new Map<string, ChildProcess>();
let ecs: FakeEcs;

function runAsProcess(overrides: readonly { name: string; value: string }[]): ContainerRun {
  const given = Object.fromEntries(overrides.map(({ name, value }) => [name, value]));
  const workerId = given.WORKER_ID ?? '';
  const child = spawn(process.execPath, [program], {
    env: { NODE_ENV: 'production', ...environment, ...given },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  createInterface({ input: child.stdout }).on('line', (line) => onLine(workerId, line));
  children.set(workerId, child);
  const ended = new Promise<{ exitCode: number }>((resolve) => {
    child.once('exit', (code) => resolve({ exitCode: code ?? 137 }));
  });
  return { stop: () => void child.kill('SIGTERM'), ended };
}

beforeAll(async () => {
  ecs = await startFakeEcs({ runContainer: (_task, container) => runAsProcess(container.environment) });
});
afterAll(async () => {
  await ecs.close();
  remove();
});
beforeEach(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

describeWorkerLauncher({
  name: 'ecs',
  // On demand, as the suite asks: two threads.
  environment: { ...environment, NODE_ENV: 'production', FFMPEG_THREADS: '2' },
  endsWithUs: false,
  open: () => createEcsWorkerLauncher(ecsSettings(ecs.url)),
  async whenRunning(workerId) {
    const line = await waitFor('the worker to say something', () => linesOf(workerId)[0]);
    return z.record(z.string(), z.string()).parse(JSON.parse(line));
  },
  isRunning: (workerId) => {
    const child = children.get(workerId);
    return child?.exitCode === null && child.signalCode === null;
  },
  kill: (workerId) => void children.get(workerId)?.kill('SIGKILL'),
});
