import { eq } from 'drizzle-orm';
import type { EcsTaskChange } from '#lib/domain/ecs-event.ts';
import { ecsTaskEnd, ecsTaskPhase, workerIdOfStartedBy } from '#lib/domain/ecs-task.ts';
import type { Transaction } from '../db/client.ts';
import { workers } from '../db/schema/workers.ts';
import type { Clock } from '../ports/clock.ts';
import { endWorker } from './worker-exit.ts';

/**
 * Notes what became of a worker's container, and when it has ended gives back at once what its worker held. Events
 * come twice, late and out of order: one that is not newer than what is known changes nothing, nor does one of a
 * container that is not the worker's.
 */
export async function applyEcsChange(
  tx: Transaction,
  clock: Clock,
  { task }: Pick<EcsTaskChange, 'task'>,
): Promise<void> {
  const workerId = workerIdOfStartedBy(task.startedBy);
  if (!workerId) return;
  const [worker] = await tx.select().from(workers).where(eq(workers.id, workerId)).for('update');
  if (worker?.launcher !== 'ecs' || task.version <= worker.launcherVersion) return;
  if (worker.handle !== null && worker.handle !== task.taskArn) return;
  const hasEnded = ecsTaskPhase(task) === 'ended';
  if (hasEnded) await endWorker(tx, clock, workerId, ecsTaskEnd(task));
  await tx
    .update(workers)
    .set({
      // The event may be here before the answer to the launch, or instead of it.
      handle: task.taskArn,
      launcherStatus: task.lastStatus.slice(0, 20),
      launcherVersion: task.version,
      ...(hasEnded ? { goneAt: clock.now() } : {}),
    })
    .where(eq(workers.id, workerId));
}
