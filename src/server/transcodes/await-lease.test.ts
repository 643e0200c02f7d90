import { expect, it, vi } from 'vitest';
import { awaitLease } from './await-lease.ts';

const none = { task: null };
const one = { task: 'a task' };
const never = new AbortController().signal;

it('answers as soon as a task waits', async () => {
  const lease = vi.fn(async () => one as { task: string | null });
  lease.mockResolvedValueOnce(none).mockResolvedValueOnce(none);
  expect(await awaitLease(lease, never)).toBe(one);
  expect(lease).toHaveBeenCalledTimes(3);
});

it('says that there is none when the time is over', async () => {
  const lease = vi.fn(async () => none);
  expect(await awaitLease(lease, never, 0)).toBe(none);
  expect(lease).toHaveBeenCalledTimes(1);
});

it('lends nothing to a worker that has hung up', async () => {
  const worker = new AbortController();
  const lease = vi.fn(async () => {
    worker.abort();
    return none;
  });
  expect(await awaitLease(lease, worker.signal)).toBe(none);
  expect(lease).toHaveBeenCalledTimes(1);
});
