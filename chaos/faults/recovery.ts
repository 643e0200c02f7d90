/** When is all well again? When every service answers, and work has been done since, or there is none. */
import { setTimeout as delay } from 'node:timers/promises';
import { and, count, eq, gt, inArray } from 'drizzle-orm';
import { z } from 'zod';
import { tasks } from '../../src/server/db/schema/tasks.ts';
import type { ChaosStack } from '../stack/chaos-stack.ts';

const healthShape = z.object({ status: z.string() });
const POLL_MS = 200;

async function isHealthy(url: string): Promise<boolean> {
  const response = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(5_000) });
  return healthShape.parse(await response.json()).status === 'ok';
}

async function hasWorked({ db }: ChaosStack, since: Date): Promise<boolean> {
  const [done] = await db
    .select({ number: count() })
    .from(tasks)
    .where(and(eq(tasks.status, 'done'), gt(tasks.finishedAt, since)));
  if ((done?.number ?? 0) > 0) return true;
  const [open] = await db
    .select({ number: count() })
    .from(tasks)
    .where(inArray(tasks.status, ['waiting', 'leased']));
  return open?.number === 0;
}

/**
 * @param since the moment from which it could recover
 * @returns seconds from then on; null when it was not well within `patienceSeconds`
 */
export async function timeToRecover(
  chaos: ChaosStack,
  since: Date,
  patienceSeconds: number,
): Promise<number | null> {
  const seconds = () => (Date.now() - since.getTime()) / 1000;
  while (seconds() < patienceSeconds) {
    try {
      if ((await isHealthy(chaos.url)) && (await hasWorked(chaos, since))) return seconds();
    } catch {
      // Web or the database is not back yet.
    }
    await delay(POLL_MS);
  }
  return null;
}
