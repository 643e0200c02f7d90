/** Over a fake `docker` program: there is no engine here. What an engine enforces is shown by the arguments alone. */
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ulid } from 'ulid';
import { afterAll, expect, it } from 'vitest';
import { z } from 'zod';
import { identifyProcess, stackIdVariable } from '../../../infra/local/processes/process-identity.ts';
import type { WorkerEnd } from '../../../src/lib/domain/worker-end.ts';
import {
  containerEnvironment,
  containerNameOf,
  dockerRunArgs,
} from '../../../src/server/adapters/docker-run-args.ts';
import { createDockerWorkerLauncher } from '../../../src/server/adapters/docker-worker-launcher.ts';
import { runDocker } from '../../../src/server/adapters/run-docker.ts';
import { LaunchRefused } from '../../../src/server/ports/worker-launcher.ts';
import { sharedStack } from '../../shared-stack.ts';
import { waitFor } from '../../support/wait-for.ts';
import { createLineLog, writeFakeWorker } from './fake-worker.ts';
import { describeWorkerLauncher } from './worker-launcher-suite.ts';

const { folder, program, remove } = writeFakeWorker();
const fakeSource = fileURLToPath(new URL('../../support/fake-docker/fake-docker.ts', import.meta.url));
const fakeDocker = path.join(folder, 'docker');
writeFileSync(fakeDocker, `#!/bin/sh\nexec '${process.execPath}' '${fakeSource}' "$@"\n`);
chmodSync(fakeDocker, 0o755);
const containers = path.join(folder, 'containers');
afterAll(remove);

const stackId = sharedStack().env[stackIdVariable] ?? '';
const environment = { WEB_URL: 'http://127.0.0.1:1', [stackIdVariable]: stackId };
const { linesOf, onLine } = createLineLog();
const container = {
  image: program,
  memory: '2g',
  cpus: 1.5,
  user: '65532:65532',
  network: 'host',
  environment,
};
const docker = (over: Record<string, string> = {}) => ({
  path: fakeDocker,
  environment: { PATH: '/usr/bin:/bin', FAKE_DOCKER_DIR: containers, ...over },
});
const open = (over?: Record<string, string>) =>
  createDockerWorkerLauncher({ ...container, program: docker(over), onLine });

const state = z.object({ pid: z.number(), args: z.array(z.string()), exitCode: z.number().optional() });
function stateOf(handle: string) {
  try {
    return state.parse(JSON.parse(readFileSync(path.join(containers, `${handle}.state`), 'utf8')));
  } catch {
    // Removed, or just being written.
    return undefined;
  }
}
const isRunning = (_workerId: string, handle: string) => {
  const pid = stateOf(handle)?.pid;
  return pid !== undefined && identifyProcess(pid) !== undefined;
};
const kill = (_workerId: string, handle: string) => process.kill(stateOf(handle)?.pid ?? 0, 'SIGKILL');
const whenRunning = (workerId: string) => waitFor('the worker to say something', () => linesOf(workerId)[0]);
const anyRequest = () =>
  ({ workerId: ulid(), ticket: 'one-use', idleSeconds: 60, capacity: 'spot', attempt: 0 }) as const;

describeWorkerLauncher({
  name: 'docker',
  environment: {
    ...environment,
    PATH: '/usr/bin:/bin',
    NODE_ENV: 'production',
    WORK_DIR: '/work',
  },
  endsWithUs: true,
  open: () => open(),
  whenRunning: async (workerId) =>
    z.record(z.string(), z.string()).parse(JSON.parse(await whenRunning(workerId))),
  isRunning,
  kill,
});

it('shuts a container in, and shows its ticket to nobody', async () => {
  const launcher = open();
  const request = anyRequest();
  const { handle } = await launcher.launch(request);
  const args = stateOf(handle)?.args ?? [];
  const line = args.join(' ');
  for (const wall of [
    '--read-only',
    '--security-opt no-new-privileges',
    '--cap-drop ALL',
    '--user 65532:65532',
    '--memory 2g --memory-swap 2g',
    '--cpus 1.5',
    '--pids-limit 512',
    `--label sluice.worker=${request.workerId}`,
  ]) {
    expect(line).toContain(wall);
  }
  expect(args.at(-1)).toBe(program);
  expect(line).not.toMatch(/one-use|127\.0\.0\.1:1/);
  await launcher.stopAll();
});

it('takes the containers of a killed orchestrator over: their end is told to the next one', async () => {
  const request = anyRequest();
  const env = containerEnvironment(container, request);
  await runDocker(docker(), dockerRunArgs(container, request.workerId, Object.keys(env)), { env });
  const handle = containerNameOf(request.workerId);
  const next = open();
  const ends: [string, WorkerEnd][] = [];
  next.onExit((workerId, end) => ends.push([workerId, end]));
  const sights = await next.inspect([{ workerId: request.workerId, handle: null }]);
  expect(sights.get(request.workerId)).toEqual({ state: 'running', handle });
  kill(request.workerId, handle);
  await waitFor('its end to be told', () => ends.length > 0);
  expect(ends).toMatchObject([[request.workerId, { cause: 'out-of-memory' }]]);
});

it('calls a launch refused that the engine turns down, or that nobody can make', async () => {
  const refusing = open({ FAKE_DOCKER_REFUSES: 'No such image: sluice:none' });
  await expect(refusing.launch(anyRequest())).rejects.toMatchObject({
    name: LaunchRefused.name,
    message: expect.stringContaining('No such image'),
  });
  const without = createDockerWorkerLauncher({
    ...container,
    program: { ...docker(), path: '/nowhere/docker' },
    onLine,
  });
  await expect(without.launch(anyRequest())).rejects.toBeInstanceOf(LaunchRefused);
});
