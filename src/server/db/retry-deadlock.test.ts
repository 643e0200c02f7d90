import { expect, it, vi } from 'vitest';
import { retryDeadlock } from './retry-deadlock.ts';

/** As Drizzle wraps what mysql2 throws. */
const deadlock = () =>
  new Error('Failed query', {
    cause: Object.assign(new Error('Deadlock found'), { code: 'ER_LOCK_DEADLOCK' }),
  });

it('runs a transaction again that lost a deadlock, and gives its result', async () => {
  const transaction = vi.fn(async () => 'done').mockRejectedValueOnce(deadlock());
  expect(await retryDeadlock(transaction)).toBe('done');
  expect(transaction).toHaveBeenCalledTimes(2);
});

it('gives up after five tries', async () => {
  const transaction = vi.fn(() => Promise.reject(deadlock()));
  await expect(retryDeadlock(transaction)).rejects.toThrow('Failed query');
  expect(transaction).toHaveBeenCalledTimes(5);
});

it('does not repeat what failed for another reason', async () => {
  const transaction = vi.fn(() => Promise.reject(new Error('no such table')));
  await expect(retryDeadlock(transaction)).rejects.toThrow('no such table');
  expect(transaction).toHaveBeenCalledTimes(1);
});
