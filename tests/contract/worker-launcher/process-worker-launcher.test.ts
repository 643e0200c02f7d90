import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { ulid } from 'ulid';
import { afterAll, afterEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { identifyProcess, stackIdVariable } from '../../../infra/local/processes/process-identity.ts';
import { createProcessWorkerLauncher } from '../../../src/server/adapters/process-worker-launcher.ts';
import { LaunchRefused } from '../../../src/server/ports/worker-launcher.ts';
import { sharedStack } from '../../shared-stack.ts';
import { waitFor } from '../../support/wait-for.ts';
import { createLineLog, writeFakeWorker } from './fake-worker.ts';
import { describeWorkerLauncher } from './worker-launcher-suite.ts';

/** An orchestrator in small: launches one worker, says its process id, and waits. */
const fakeOrchestrator = `
  const { createProcessWorkerLauncher } = await import(process.env.ADAPTER);
  const { PROGRAM: program, PATH, ${stackIdVariable} } = process.env;
  const environment = { PATH, ${stackIdVariable} };
  const launcher = createProcessWorkerLauncher({ program, environment, onLine: () => console.log(handle) });
  const { handle } = await launcher.launch({
    workerId: 'w', ticket: 't', idleSeconds: null, capacity: 'on-demand', attempt: 0,
  });
`;

const { folder, program, remove } = writeFakeWorker();
afterAll(remove);

const stackId = sharedStack().env[stackIdVariable] ?? '';
// With the stack's id, so that one that is left behind is found and fails the run.
const environment = { PATH: '/usr/bin:/bin', WEB_URL: 'http://127.0.0.1:1', [stackIdVariable]: stackId };
const { linesOf, onLine } = createLineLog();

const open = (over: Record<string, string> = {}) =>
  createProcessWorkerLauncher({ program, environment: { ...environment, ...over }, onLine });
const isRunning = (handle: string) => identifyProcess(Number(handle)) !== undefined;
const anyRequest = () =>
  ({ workerId: ulid(), ticket: 't', idleSeconds: null, capacity: 'on-demand', attempt: 0 }) as const;

describeWorkerLauncher({
  name: 'process',
  environment: { ...environment, NODE_ENV: 'production', EXIT_WITH_STDIN: 'true' },
  endsWithUs: true,
  open: () => open(),
  async whenRunning(workerId) {
    const line = await waitFor('the worker to say something', () => linesOf(workerId)[0]);
    return z.record(z.string(), z.string()).parse(JSON.parse(line));
  },
  isRunning: (_workerId, handle) => isRunning(handle),
  kill: (_workerId, handle) => process.kill(Number(handle), 'SIGKILL'),
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

it('kills a worker that does not end within ten seconds of being asked', async () => {
  const launcher = open({ STUBBORN: 'true' });
  const request = anyRequest();
  const { handle } = await launcher.launch(request);
  await waitFor('the worker to run', () => linesOf(request.workerId).length > 0);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const stopping = launcher.stopAll();
  vi.advanceTimersByTime(9_999);
  expect(isRunning(handle)).toBe(true);
  vi.advanceTimersByTime(1);
  await stopping;
  expect(isRunning(handle)).toBe(false);
});

it('calls a launch refused when no process can be started', async () => {
  vi.spyOn(process, 'execPath', 'get').mockReturnValue('/nowhere/node');
  await expect(open().launch(anyRequest())).rejects.toBeInstanceOf(LaunchRefused);
});

it('leaves no worker behind when the orchestrator is killed without a word', async () => {
  const script = path.join(folder, 'fake-orchestrator.mjs');
  writeFileSync(script, fakeOrchestrator);
  const adapter = new URL('../../../src/server/adapters/process-worker-launcher.ts', import.meta.url).href;
  const orchestrator = spawn(process.execPath, [script], {
    env: { ...environment, NODE_ENV: 'test', ADAPTER: adapter, PROGRAM: program },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [handle = ''] = await new Promise<string[]>((resolve) => {
    createInterface({ input: orchestrator.stdout }).once('line', (line) => resolve([line]));
  });
  expect(isRunning(handle)).toBe(true);
  orchestrator.kill('SIGKILL');
  await waitFor('the worker to follow', () => !isRunning(handle), { seconds: 20 });
});
