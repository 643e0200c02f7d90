import { and, eq, isNull } from 'drizzle-orm';
import { workerStartPatienceSeconds } from '#lib/domain/worker-start.ts';
import type { Database } from '../db/client.ts';
import { workers } from '../db/schema/workers.ts';
import type { Log } from '../log.ts';
import type { Clock } from '../ports/clock.ts';
import type { WorkerLauncher, WorkerSight } from '../ports/worker-launcher.ts';
import type { WorkerRegistry } from '../transcodes/worker-registry.ts';

export interface LookAfterParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly registry: WorkerRegistry;
  readonly launcher: WorkerLauncher;
  readonly log: Log;
}

/** What one look mended. */
export interface LookedAfter {
  /** Not heard of any more, or never: given up. */
  readonly silent: number;
  /** Ended without our having been told. */
  readonly ended: number;
  /** Of no use any more and still there: stopped. */
  readonly stopped: number;
}

/** Who says that it leaves is given this long to be gone. */
const LEAVING_MS = 60_000;
/** At a look; DescribeTasks takes a hundred. */
const MOST_AT_ONCE = 100;

type WorkerRow = typeof workers.$inferSelect;

/**
 * Compares the workers that we believe in with those that the launcher has: gives up the silent, notes ends that no
 * event told of, and stops what runs without a use (given up, cancelled, launched by a call whose answer was lost).
 */
export async function lookAfterWorkers(parts: LookAfterParts): Promise<LookedAfter> {
  const { db, registry, launcher, log } = parts;
  const silent = await registry.findSilent();
  for (const workerId of silent) {
    await registry.leave(workerId, { cause: 'silent', detail: 'not heard of in time' });
    log.warn({ workerId }, 'worker given up');
  }
  const held = await db
    .select()
    .from(workers)
    .where(and(eq(workers.launcher, launcher.name), isNull(workers.goneAt)))
    .orderBy(workers.id)
    .limit(MOST_AT_ONCE);
  const sights = await launcher.inspect(held.map(({ id, handle }) => ({ workerId: id, handle })));
  const counts = { ended: 0, stopped: 0 };
  for (const worker of held) {
    try {
      const done = await compare(parts, worker, sights.get(worker.id));
      if (done) counts[done] += 1;
    } catch (error) {
      // One that can not be stopped now is looked at again; the others must not wait for it.
      log.error({ err: error, workerId: worker.id }, 'a worker could not be looked after');
    }
  }
  return { silent: silent.length, ...counts };
}

async function compare(
  parts: LookAfterParts,
  worker: WorkerRow,
  sight: WorkerSight | undefined,
): Promise<'ended' | 'stopped' | undefined> {
  const { registry, launcher, log } = parts;
  const isOver = worker.status === 'exited';
  const overForMs = parts.clock.now().getTime() - (worker.exitedAt?.getTime() ?? 0);
  if (!sight) {
    // Unseen is not gone: a task is MISSING just after its launch. After so long it is.
    if (isOver && overForMs > 1000 * workerStartPatienceSeconds(worker.launcher))
      await setGone(parts, worker);
    return undefined;
  }
  if (sight.state === 'ended') {
    if (!isOver) {
      await registry.leave(worker.id, sight.end);
      log.warn({ workerId: worker.id, ...sight.end }, 'a worker had ended, and nobody had told');
    }
    await setGone(parts, worker);
    return isOver ? undefined : 'ended';
  }
  if (!isOver || (worker.endCause === 'left' && overForMs < LEAVING_MS)) return undefined;
  await launcher.stop(sight.handle, `sluice: ${worker.endCause ?? 'given up'}`);
  await setGone(parts, worker);
  log.info({ workerId: worker.id, cause: worker.endCause }, 'stopped a worker without a use');
  return 'stopped';
}

async function setGone({ db, clock }: LookAfterParts, { id }: WorkerRow): Promise<void> {
  await db.update(workers).set({ goneAt: clock.now() }).where(eq(workers.id, id));
}
