/** What the stack's own database says of its work: when nothing runs, and when everything is busy. */
import { readFileSync } from 'node:fs';
import { and, count, eq, inArray, isNotNull } from 'drizzle-orm';
import { tasks } from '../../src/server/db/schema/tasks.ts';
import { workers } from '../../src/server/db/schema/workers.ts';
import { waitFor } from '../../tests/support/wait-for.ts';
import type { BenchStack } from './bench-stack.ts';

type Stacked = Pick<BenchStack, 'db'>;

async function activePids({ db }: Stacked): Promise<readonly number[]> {
  const rows = await db
    .select({ handle: workers.handle })
    .from(workers)
    .where(and(eq(workers.status, 'active'), isNotNull(workers.handle)));
  return rows.map(({ handle }) => Number(handle));
}

/** An FFmpeg whose video was removed works on until its worker hears of it. An ffprobe waits for the next source. */
function hasWork(pid: number): boolean {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
    return children.some((child) => readFileSync(`/proc/${child}/comm`, 'utf8').trim() !== 'ffprobe');
  } catch {
    // The worker or its program has ended since it was listed.
    return false;
  }
}

const countTasks = async ({ db }: Stacked, ...states: ('waiting' | 'leased')[]): Promise<number> => {
  const [row] = await db.select({ number: count() }).from(tasks).where(inArray(tasks.status, states));
  return row?.number ?? 0;
};

/** Waits until every worker is up and none has anything to do. */
export async function waitUntilIdle(stack: BenchStack): Promise<void> {
  const isIdle = async () => {
    const pids = await activePids(stack);
    if (pids.length < stack.workers || pids.some(hasWork)) return false;
    return (await countTasks(stack, 'waiting', 'leased')) === 0;
  };
  await waitFor('all workers to be idle', isIdle, { seconds: 300, pollMs: 100 });
}

/** Waits until every worker has long work and more is waiting. */
export async function waitUntilBusy(stack: BenchStack): Promise<void> {
  const isBusy = async () => {
    const pids = await activePids(stack);
    if (pids.length < stack.workers || !pids.every(hasWork)) return false;
    return (await countTasks(stack, 'leased')) >= stack.workers && (await countTasks(stack, 'waiting')) > 0;
  };
  await waitFor('all workers to be busy', isBusy, { seconds: 300, pollMs: 100 });
}
