import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { inheritedEnv } from '../env.ts';
import { endLeftovers } from './leftovers.ts';
import { findProcessesOfStack, identifyProcess, isAlive, stackIdVariable } from './process-identity.ts';
import { type ProcessSpec, type SupervisedProcess, superviseProcess } from './supervised-process.ts';
import { waitUntil } from './wait-until.ts';

let dir = '';
let stackId = '';
let said: string[] = [];
let child: SupervisedProcess | undefined;

beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'sluice supervised '));
  stackId = path.basename(dir);
  said = [];
});
afterEach(async () => {
  await child?.stop();
  child = undefined;
  await endLeftovers(stackId, 1);
  rmSync(dir, { recursive: true });
});

/** A program that writes `ready` and then does `code`. */
function supervise(code: string, overrides: Partial<ProcessSpec> = {}): SupervisedProcess {
  const script = path.join(dir, 'child.mjs');
  const readyFile = path.join(dir, 'ready');
  writeFileSync(
    script,
    `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(readyFile)}, ''); ${code}`,
  );
  const spec: ProcessSpec = {
    name: 'child',
    command: process.execPath,
    args: [script],
    cwd: dir,
    env: { ...inheritedEnv, [stackIdVariable]: stackId },
    isReady: async () => existsSync(readyFile),
    readyWithinSeconds: 10,
    ...overrides,
  };
  child = superviseProcess(spec, {
    logDir: dir,
    say: (line) => said.push(line),
    onIdentity: () => undefined,
  });
  return child;
}

const staysUp = 'setInterval(() => undefined, 1000);';

it('starts a child that was killed again, and says so in one line', async () => {
  const supervised = supervise(staysUp);
  await supervised.start();
  const first = supervised.identity();
  supervised.signal('SIGKILL');
  expect(await waitUntil(() => said.includes('✓ child is back'), 10)).toBe(true);
  expect(supervised.identity()?.pid).not.toBe(first?.pid);
  expect(said[0]).toMatch(/^! child died \(SIGKILL\); starting it again in \d\.\d s\. Log: .*child\.log$/);
});

it('stops for good, also a paused child', async () => {
  const supervised = supervise(staysUp);
  await supervised.start();
  const identity = supervised.identity();
  supervised.signal('SIGSTOP');
  await supervised.stop();
  expect(identity && isAlive(identity)).toBe(false);
  expect(supervised.identity()).toBeUndefined();
});

it('shows the end of the log of a child that does not come up', async () => {
  const supervised = supervise(`process.stderr.write('no such database\\n'); process.exit(3)`, {
    isReady: async () => false,
  });
  await expect(supervised.start()).rejects.toThrow(/child ended while it started[\s\S]*no such database/);
});

it('ends what a child started and left behind in its group', async () => {
  const supervised = supervise(
    `import { spawn } from 'node:child_process'; spawn('sleep', ['600'], { stdio: 'ignore' }); ${staysUp}`,
  );
  await supervised.start();
  expect(await waitUntil(() => findProcessesOfStack(stackId).length === 2, 5)).toBe(true);
  await supervised.stop();
  expect(await waitUntil(() => findProcessesOfStack(stackId).length === 0, 5)).toBe(true);
});

it('finds and ends descendants that left the group', async () => {
  const supervised = supervise(
    `import { spawn } from 'node:child_process'; spawn('sleep', ['600'], { stdio: 'ignore', detached: true }); ${staysUp}`,
  );
  await supervised.start();
  expect(await waitUntil(() => findProcessesOfStack(stackId).length === 2, 5)).toBe(true);
  await supervised.stop();
  const ended = await endLeftovers(stackId, 5);
  expect(ended.map(({ commandLine }) => commandLine)).toEqual(['sleep 600']);
  expect(findProcessesOfStack(stackId)).toEqual([]);
});

it('takes a reused pid for another process', () => {
  const self = identifyProcess(process.pid);
  expect(self && isAlive(self)).toBe(true);
  expect(self && isAlive({ ...self, startTime: '1' })).toBe(false);
});

it('keeps what the child said in its log', async () => {
  const supervised = supervise(`process.stdout.write('hello\\n'); ${staysUp}`);
  await supervised.start();
  const log = path.join(dir, 'child.log');
  expect(await waitUntil(() => readFileSync(log, 'utf8').includes('hello'), 5)).toBe(true);
});
