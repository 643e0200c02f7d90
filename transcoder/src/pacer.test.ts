import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { afterEach, expect, it, vi } from 'vitest';
import { createPacer } from './pacer.ts';

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

function startChild(): ChildProcess {
  const child = spawn('sleep', ['60']);
  children.push(child);
  return child;
}

/** `T` while stopped: proc(5). */
function stateOf({ pid }: ChildProcess): string {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2)[0] ?? '';
}
const niceOf = ({ pid }: ChildProcess): number => getPriority(pid);

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}
const isStopped = (child: ChildProcess) => until(() => stateOf(child) === 'T');
const isRunning = (child: ChildProcess) => until(() => stateOf(child) !== 'T');

function startTask(pacer: ReturnType<typeof createPacer>, isUrgent: boolean) {
  const task = pacer.enter(isUrgent);
  const child = startChild();
  task.onSpawn(child);
  return { task, child };
}

it('stops steady work while urgent work runs, and no longer', async () => {
  const pacer = createPacer();
  const steady = startTask(pacer, false);
  const urgent = startTask(pacer, true);
  await isStopped(steady.child);
  await isRunning(urgent.child);
  urgent.task.leave();
  await isRunning(steady.child);
});

it('stops a program that steady work starts meanwhile', async () => {
  const pacer = createPacer();
  startTask(pacer, true);
  const steady = startTask(pacer, false);
  await isStopped(steady.child);
});

it('lets all run once the urgent task has what was waited for', async () => {
  const pacer = createPacer();
  const steady = startTask(pacer, false);
  const urgent = startTask(pacer, true);
  await isStopped(steady.child);
  urgent.task.settle();
  await isRunning(steady.child);
  await isRunning(urgent.child);
});

it('lets a stopped task run again when somebody begins to wait for it', async () => {
  const pacer = createPacer();
  const steady = startTask(pacer, false);
  startTask(pacer, true);
  await isStopped(steady.child);
  steady.task.hurry();
  await isRunning(steady.child);
});

it('lets steady programs be nice to all others, of other workers too, and urgent ones not', async () => {
  const pacer = createPacer();
  const steady = startTask(pacer, false);
  const urgent = startTask(pacer, true);
  expect([niceOf(steady.child), niceOf(urgent.child)]).toEqual([15, 0]);
  urgent.task.settle();
  expect(niceOf(urgent.child)).toBe(15);
});

it('stops settled work when the next urgent task comes', async () => {
  const pacer = createPacer();
  const sound = startTask(pacer, true);
  sound.task.settle();
  startTask(pacer, true);
  await isStopped(sound.child);
});

it('does not pause steady work for ever under a stream of urgent tasks', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const pacer = createPacer();
    const steady = startTask(pacer, false);
    const first = startTask(pacer, true);
    vi.advanceTimersByTime(10_000);
    startTask(pacer, true);
    first.task.leave();
    await isStopped(steady.child);
    vi.advanceTimersByTime(10_000);
    await isRunning(steady.child);
  } finally {
    vi.useRealTimers();
  }
});
