import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { parseStat, watchProcess } from './watch-process.ts';

const statOf = (state: string) =>
  `42 (a) b (c) ${state} 1 42 42 0 -1 4194304 100 0 0 0 250 50 0 0 20 0 9 0 100 1000 200`;

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
afterEach(() => void vi.useRealTimers());

it.each([
  ['R', false],
  ['S', false],
  ['T', true],
])('reads CPU time, address space and state %s, whatever the name of the program', (state, isPaused) => {
  expect(parseStat(statOf(state))).toEqual({ isPaused, cpuSeconds: 3, memoryBytes: 1000 });
});

it('calls once when the wall time is over, and not when it was stopped before', () => {
  const [late, stopped] = [vi.fn(), vi.fn()];
  watchProcess(process.pid, 3, late);
  const watch = watchProcess(process.pid, 3, stopped);
  vi.advanceTimersByTime(2_000);
  expect(late).not.toHaveBeenCalled();
  watch.stop();
  vi.advanceTimersByTime(10_000);
  expect(late).toHaveBeenCalledTimes(1);
  expect(stopped).not.toHaveBeenCalled();
});

it('knows that a process can not have used more CPU than it was seen with', () => {
  const watch = watchProcess(process.pid, 10, () => undefined);
  vi.advanceTimersByTime(1_000);
  const { user, system } = process.cpuUsage();
  expect(watch.canHaveUsed(0.01)).toBe(true);
  expect(watch.canHaveUsed((user + system) / 1e6 + 600)).toBe(false);
  watch.stop();
});
