/** What Kafka must say at rest: all read, each event with one effect, and in the dead letters only what belongs there. */
import { z } from 'zod';
import type { StackSettings } from '../../infra/local/env.ts';
import { deadLetterTopic, topics } from '../../src/lib/domain/events.ts';
import type { Database } from '../../src/server/db/client.ts';
import { processedEvents } from '../../src/server/db/schema/processed-events.ts';
import type { Check } from './check.ts';
import { readLag, readTopic } from './topics.ts';

const eventShape = z.object({ id: z.string(), type: z.string() });

export interface MessageChecks {
  readonly checks: readonly Check[];
  /** Messages that stand in Kafka more than once: sent again after a crash, and without effect. */
  readonly redelivered: number;
}

export async function checkMessages(db: Database, settings: StackSettings): Promise<MessageChecks> {
  const noted = await db.select().from(processedEvents);
  const notedIds = new Set(noted.map(({ eventId }) => eventId));
  const stored = [
    ...(await readTopic(settings, topics.uploads)),
    ...(await readTopic(settings, topics.transcodes)),
  ];
  const events = stored.map(({ value }) => eventShape.parse(JSON.parse(value)));
  // Progress bypasses the inbox: the next one supersedes it.
  const withEffect = events.filter(({ type }) => type !== 'task.progress');
  const ids = new Set(withEffect.map(({ id }) => id));
  const dead: string[] = [];
  for (const topic of Object.values(topics))
    for (const { value } of await readTopic(settings, deadLetterTopic(topic))) dead.push(value.slice(0, 300));
  const lag = await readLag(settings);
  return {
    checks: [
      {
        name: 'every message has been read',
        seen: stored.length,
        faults: lag === 0 ? [] : [`${lag} messages are unread`],
      },
      {
        name: 'every event has had its effect, noted once',
        seen: ids.size,
        faults: [...ids].filter((id) => !notedIds.has(id)).map((id) => `event ${id} was not worked on`),
      },
      { name: 'no message is among the dead letters', seen: stored.length, faults: dead },
    ],
    redelivered: withEffect.length - ids.size,
  };
}
