/** Waits until the stack has nothing left to do: no open task, no unsent message, no message unread. */
import { setTimeout as delay } from 'node:timers/promises';
import { count, inArray, isNull } from 'drizzle-orm';
import { outbox } from '../../src/server/db/schema/outbox.ts';
import { tasks } from '../../src/server/db/schema/tasks.ts';
import { videos } from '../../src/server/db/schema/videos.ts';
import type { ChaosStack } from '../stack/chaos-stack.ts';
import { readLag } from './topics.ts';

const POLL_MS = 500;

/** What still moves, in words; empty at rest. */
async function findUnrest({ db, stack }: ChaosStack): Promise<string> {
  const [videosUnderWay] = await db
    .select({ number: count() })
    .from(videos)
    .where(inArray(videos.status, ['queued', 'processing']));
  const [openTasks] = await db
    .select({ number: count() })
    .from(tasks)
    .where(inArray(tasks.status, ['waiting', 'leased']));
  const [unsent] = await db.select({ number: count() }).from(outbox).where(isNull(outbox.publishedAt));
  const lag = await readLag(stack.settings);
  const found = {
    videosUnderWay: videosUnderWay?.number,
    openTasks: openTasks?.number,
    unsent: unsent?.number,
  };
  return Object.entries({ ...found, unreadMessages: lag })
    .filter(([, number]) => number !== 0)
    .map(([name, number]) => `${name} ${number}`)
    .join(', ');
}

/** @returns what moves still after `seconds`; empty at rest */
export async function waitForRest(chaos: ChaosStack, seconds: number): Promise<string> {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    let unrest: string;
    try {
      unrest = await findUnrest(chaos);
    } catch (error) {
      unrest = error instanceof Error ? error.message : String(error);
    }
    if (unrest === '' || performance.now() > deadline) return unrest;
    await delay(POLL_MS);
  }
}
