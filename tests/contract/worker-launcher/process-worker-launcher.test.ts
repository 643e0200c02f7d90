import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { ulid } from 'ulid';
import { afterAll, afterEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { identifyProcess, stackIdVariable } from '../../../infra/local/processes/process-identity.ts';
import { createProcessWorkerLauncher } from '../../../src/server/adapters/process-worker-launcher.ts';
import { sharedStack } from '../../shared-stack.ts';
import { waitFor } from '../../support/wait-for.ts';
import { describeWorkerLauncher } from './worker-launcher-suite.ts';

/** A worker that says what its environment holds, a piece at a time, and waits for its end. */
const fakeWorker = `
  const line = JSON.stringify(process.env) + '\\n';
  process.stdout.write(line.slice(0, 10), () => setImmediate(() => process.stdout.write(line.slice(10))));
  process.on('SIGTERM', () => (process.env.STUBBORN ? console.log('{"refuses":"true"}') : process.exit(0)));
  process.stdin.resume();
  process.stdin.once('close', () => process.exit(0));
`;
/** An orchestrator in small: launches one worker, says its process id, and waits. */
const fakeOrchestrator = `
  const { createProcessWorkerLauncher } = await import(process.env.ADAPTER);
  const { PROGRAM: program, PATH, ${stackIdVariable} } = process.env;
  const environment = { PATH, ${stackIdVariable} };
  const launcher = createProcessWorkerLauncher({ program, environment, onLine: () => console.log(handle) });
  const { handle } = await launcher.launch({
    workerId: 'w', ticket: 't', idleSeconds: null, capacity: 'on-demand',
  });
`;

const folder = mkdtempSync(path.join(tmpdir(), 'sluice contract '));
const program = path.join(folder, 'fake-worker.mjs');
writeFileSync(program, fakeWorker);
afterAll(() => rmSync(folder, { recursive: true }));

const stackId = sharedStack().env[stackIdVariable] ?? '';
// With the stack's id, so that one that is left behind is found and fails the run.
const environment = { PATH: '/usr/bin:/bin', WEB_URL: 'http://127.0.0.1:1', [stackIdVariable]: stackId };
const lines = new Map<string, string[]>();

function open(over: Record<string, string> = {}) {
  return createProcessWorkerLauncher({
    program,
    environment: { ...environment, ...over },
    onLine: (workerId, line) => lines.set(workerId, [...(lines.get(workerId) ?? []), line]),
  });
}
const linesOf = (workerId: string) => lines.get(workerId) ?? [];
const isRunning = (handle: string) => identifyProcess(Number(handle)) !== undefined;

describeWorkerLauncher({
  name: 'process',
  environment,
  open: () => open(),
  async whenRunning(workerId) {
    // The first line came in two pieces and must still be one.
    const line = await waitFor('the worker to say something', () => linesOf(workerId)[0]);
    return { environment: z.record(z.string(), z.string()).parse(JSON.parse(line)) };
  },
  isRunning,
  kill: (handle) => process.kill(Number(handle), 'SIGKILL'),
});

afterEach(() => {
  vi.useRealTimers();
});

it('kills a worker that does not end within ten seconds of being asked', async () => {
  const launcher = open({ STUBBORN: 'true' });
  const workerId = ulid();
  const { handle } = await launcher.launch({
    workerId,
    ticket: 't',
    idleSeconds: null,
    capacity: 'on-demand',
  });
  await waitFor('the worker to run', () => linesOf(workerId).length > 0);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const stopping = launcher.stopAll();
  vi.advanceTimersByTime(9_999);
  expect(isRunning(handle)).toBe(true);
  vi.advanceTimersByTime(1);
  await stopping;
  expect(isRunning(handle)).toBe(false);
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
