/** The stack's workers as processes: who works on what, and how to be rid of them. */
import { and, eq, isNotNull } from 'drizzle-orm';
import { expect } from 'vitest';
import type { Database } from '../../src/server/db/client.ts';
import type { TaskRow } from '../../src/server/db/schema/tasks.ts';
import { workers } from '../../src/server/db/schema/workers.ts';
import { systemClock } from '../../src/server/ports/clock.ts';
import { createWorkerRegistry } from '../../src/server/transcodes/worker-registry.ts';
import { segmentsOf, tasksOf } from './database.ts';
import { waitFor } from './wait-for.ts';

export interface WorkerProcess {
  readonly workerId: string;
  readonly pid: number;
}

/** Workers that take tasks now. */
export async function activeWorkers(db: Database): Promise<WorkerProcess[]> {
  const rows = await db
    .select({ workerId: workers.id, handle: workers.handle })
    .from(workers)
    .where(and(eq(workers.status, 'active'), isNotNull(workers.handle)));
  return rows.map(({ workerId, handle }) => ({ workerId, pid: Number(handle) }));
}

export interface Caught {
  readonly task: TaskRow;
  readonly worker: WorkerProcess;
}

/** Waits for a worker that has published some segments of a chunk and has most of it before it. */
export function catchInMidChunk(db: Database, videoId: string): Promise<Caught> {
  return waitFor('a worker in mid-chunk', async () => {
    const segments = await segmentsOf(db, videoId);
    for (const task of await tasksOf(db, videoId)) {
      if (task.kind !== 'encode' || task.status !== 'leased') continue;
      const rungs = task.rungs.split(',');
      const end = task.firstSegment + task.segmentCount;
      const done = segments.filter(
        ({ track, number, epoch }) =>
          rungs.includes(track) && number >= task.firstSegment && number < end && epoch === task.epoch,
      );
      const worker = (await activeWorkers(db)).find(({ workerId }) => workerId === task.workerId);
      const isMidway = done.length > 0 && done.length <= (rungs.length * task.segmentCount) / 2;
      if (worker && isMidway) return { task, worker };
    }
    return undefined;
  });
}

/** Lets one worker alone take tasks: the others end, and a place at the table is laid for one who never comes. */
export async function leaveAlone(db: Database, stays: WorkerProcess): Promise<() => Promise<void>> {
  const registry = createWorkerRegistry({ db, clock: systemClock });
  const { workerId } = await registry.announce('process', false);
  // A launch that is not settled would be made.
  await registry.setLaunched(workerId, { handle: 'nobody', capacity: 'local' });
  for (const other of await activeWorkers(db)) {
    if (other.workerId !== stays.workerId) process.kill(other.pid, 'SIGTERM');
  }
  await waitFor('the other workers to leave', async () => (await activeWorkers(db)).length === 1);
  expect(await activeWorkers(db)).toEqual([stays]);
  return () => registry.leave(workerId);
}
