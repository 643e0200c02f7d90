import { and, count, inArray, lte, sql } from 'drizzle-orm';
import { URGENT_PRIORITY } from '#lib/domain/plan.ts';
import type { Backlog } from '#lib/domain/wanted-workers.ts';
import type { Database } from '../db/client.ts';
import { tasks } from '../db/schema/tasks.ts';
import { readSpeed } from './queue-state.ts';

/** All open work in worker-seconds, and what of it waits for spot alone. */
export async function readBacklog(db: Database): Promise<{ all: Backlog; spot: Backlog }> {
  const isOpen = inArray(tasks.status, ['waiting', 'leased']);
  const [secondsOfTask, open, urgent] = await Promise.all([
    readSpeed(db),
    db
      .select({
        kind: tasks.kind,
        rungs: tasks.rungs,
        capacity: tasks.capacity,
        weight: sql<number>`sum(${tasks.weight})`.mapWith(Number),
        count: count(),
        left: sql<number>`sum(1 - ${tasks.progress})`.mapWith(Number),
      })
      .from(tasks)
      .where(isOpen)
      .groupBy(tasks.kind, tasks.rungs, tasks.capacity),
    db
      .select({ tasks: count() })
      .from(tasks)
      .where(and(isOpen, lte(tasks.priority, URGENT_PRIORITY))),
  ]);
  const secondsOf = (groups: typeof open) =>
    groups.reduce((sum, of) => sum + of.left * secondsOfTask(of.kind, of.rungs, of.weight / of.count), 0);
  const forSpot = open.filter(({ capacity }) => capacity === 'spot');
  return {
    all: { seconds: secondsOf(open), urgentTasks: urgent[0]?.tasks ?? 0 },
    // What is urgent takes any worker.
    spot: { seconds: secondsOf(forSpot), urgentTasks: 0 },
  };
}
