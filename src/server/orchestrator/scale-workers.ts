import { count, eq } from 'drizzle-orm';
import type { TaskStatus } from '#lib/domain/task-status.ts';
import type { Database } from '../db/client.ts';
import { tasks } from '../db/schema/tasks.ts';
import type { Log } from '../log.ts';
import type { WorkerLauncher } from '../ports/worker-launcher.ts';
import type { WorkerRegistry } from '../transcodes/worker-registry.ts';

export interface ScalingParts {
  readonly db: Database;
  readonly registry: WorkerRegistry;
  readonly launcher: WorkerLauncher;
  readonly log: Log;
  readonly limits: { readonly min: number; readonly max: number };
  /** A worker above the minimum ends after this long without work. */
  readonly idleSeconds: number;
}

/** One worker a waiting task, between the limits. Pure. */
export function wantedWorkers(
  waitingTasks: number,
  busyTasks: number,
  limits: ScalingParts['limits'],
): number {
  return Math.min(limits.max, Math.max(limits.min, waitingTasks + busyTasks));
}

async function countTasks(db: Database, status: TaskStatus): Promise<number> {
  const [row] = await db.select({ total: count() }).from(tasks).where(eq(tasks.status, status));
  return row?.total ?? 0;
}

/** Launches what is missing; answers how many. Those above the minimum end by themselves when idle. */
export async function scaleWorkers(parts: ScalingParts): Promise<number> {
  const { db, registry, launcher, log, limits, idleSeconds } = parts;
  const [waiting, busy] = await Promise.all([countTasks(db, 'waiting'), countTasks(db, 'leased')]);
  const alive = await registry.countAlive();
  const missing = Math.max(0, wantedWorkers(waiting, busy, limits) - alive.all);
  for (let index = 0; index < missing; index++) {
    const isWarm = alive.warm + index < limits.min;
    const { workerId, ticket } = await registry.announce(launcher.name, isWarm);
    try {
      const handle = await launcher.launch({ workerId, ticket, idleSeconds: isWarm ? null : idleSeconds });
      await registry.setHandle(workerId, handle);
    } catch (error) {
      await registry.leave(workerId);
      throw error;
    }
    log.info({ workerId, isWarm }, 'worker launched');
  }
  return missing;
}
