/** One message in a thousand that nobody can read: the others are done, it lies among the dead letters with its cause. */
import { inArray } from 'drizzle-orm';
import { ulid } from 'ulid';
import { z } from 'zod';
import { composeEvent } from '../../src/lib/domain/compose-event.ts';
import { deadLetterTopic, topics } from '../../src/lib/domain/events.ts';
import { processedEvents } from '../../src/server/db/schema/processed-events.ts';
import { tasks } from '../../src/server/db/schema/tasks.ts';
import type { Check } from '../checks/check.ts';
import { waitForRest } from '../checks/rest.ts';
import { readTopic, sendAll } from '../checks/topics.ts';
import type { ChaosStack } from '../stack/chaos-stack.ts';
import { changedTables, digestTables } from './digest.ts';

const GOOD = 999;
const REST_SECONDS = 120;
const deadLetterShape = z.object({ error: z.string().min(1), value: z.string() });

/** The good ones tell of an attempt that is long over: worked on they are, and change nothing. */
export async function poisonOneInAThousand(chaos: ChaosStack): Promise<Check> {
  const { db, stack } = chaos;
  const [task] = await db.select().from(tasks).limit(1);
  if (!task) throw new Error('There is no task to tell of.');
  const { videoId, id: taskId } = task;
  const good = Array.from({ length: GOOD }, () =>
    composeEvent(ulid(), new Date(), 'task.failed', {
      ...{ videoId, taskId, epoch: task.epoch + 1, workerId: ulid() },
      ...{ code: 'TRANSCODE_FAILED', cause: 'ffmpeg', detail: 'of nobody' },
    }),
  );
  const poison = JSON.stringify({ ...good[0], id: ulid(), data: { videoId, segment: 'all of them' } });
  const before = await digestTables(db);
  const values = good.map((event) => JSON.stringify(event));
  await sendAll(stack.settings, topics.transcodes, videoId, values.toSpliced(GOOD >> 1, 0, poison));
  const unrest = await waitForRest(chaos, REST_SECONDS);

  const ids = good.map(({ id }) => id);
  const noted = await db.select().from(processedEvents).where(inArray(processedEvents.eventId, ids));
  const dead = await readTopic(stack.settings, deadLetterTopic(topics.transcodes));
  const letters = dead.map(({ value }) => deadLetterShape.parse(JSON.parse(value)));
  const changed = changedTables(before, await digestTables(db)).filter(
    (name) => !/processed_events$/.test(name),
  );
  return {
    name: 'of a thousand messages 999 are done and the poisoned one is in the dead letters, with its cause',
    seen: GOOD + 1,
    faults: [
      ...(unrest === '' ? [] : [`no rest within ${REST_SECONDS} s: ${unrest}`]),
      ...(noted.length === GOOD ? [] : [`${noted.length} of ${GOOD} were done`]),
      ...(letters.length === 1 && letters[0]?.value === poison ? [] : [`${letters.length} dead letters`]),
      ...changed.map((table) => `${table} has changed`),
    ],
  };
}
