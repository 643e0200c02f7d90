import { expect, it, vi } from 'vitest';
import { awaitLease, type Queue } from './await-lease.ts';

type Answer = { readonly task: string | null };
const never = new AbortController().signal;

function queueOf(heads: readonly (string | null)[], tasks: readonly (string | null)[]) {
  let looks = 0;
  let leases = 0;
  return {
    head: vi.fn(async () => heads[Math.min(looks++, heads.length - 1)] ?? null),
    lease: vi.fn(async (): Promise<Answer> => ({ task: tasks[leases++] ?? null })),
  } satisfies Queue<Answer>;
}

it('a task that waits is lent at once', async () => {
  const queue = queueOf(['a'], ['a task']);
  expect(await awaitLease(queue, never)).toEqual({ task: 'a task' });
  expect(queue.head).toHaveBeenCalledOnce();
});

it('a task that comes is lent as soon as it is first in the queue, and nothing is asked for before', async () => {
  const queue = queueOf([null, null, null, 'a'], [null, 'a task']);
  expect(await awaitLease(queue, never)).toEqual({ task: 'a task' });
  expect(queue.lease).toHaveBeenCalledTimes(2);
});

it("a task behind one that is another worker's is lent all the same", async () => {
  const queue = queueOf(["another's"], [null, 'behind it']);
  expect(await awaitLease(queue, never)).toEqual({ task: 'behind it' });
});

it('says that there is none when the time is over', async () => {
  const queue = queueOf([null], []);
  expect(await awaitLease(queue, never, 0)).toEqual({ task: null });
  expect(queue.lease).toHaveBeenCalledOnce();
});

it('lends nothing to a worker that has hung up, nor when web stops', async () => {
  const over = new AbortController();
  const queue = queueOf([null, 'a'], [null, 'a task']);
  queue.lease.mockImplementationOnce(async () => {
    over.abort();
    return { task: null };
  });
  expect(await awaitLease(queue, over.signal)).toEqual({ task: null });
  expect(queue.lease).toHaveBeenCalledOnce();
});
