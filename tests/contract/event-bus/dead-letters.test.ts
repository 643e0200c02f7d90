/** One message that can not be handled stops nobody, is kept with its cause, and takes effect once when it is put back. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { eq } from 'drizzle-orm';
import { Kafka, logLevel } from 'kafkajs';
import pino from 'pino';
import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkoutDir } from '../../../infra/local/checkout.ts';
import { inheritedEnv } from '../../../infra/local/env.ts';
import { composeEvent } from '../../../src/lib/domain/compose-event.ts';
import { deadLetterTopic, parseEvent, type Topic } from '../../../src/lib/domain/events.ts';
import { createKafkaEventBus } from '../../../src/server/adapters/kafka-event-bus.ts';
import { createKafkaTopicReader } from '../../../src/server/adapters/kafka-topic-reader.ts';
import { processedEvents } from '../../../src/server/db/schema/processed-events.ts';
import { createDeadLetterService } from '../../../src/server/dead-letters/service.ts';
import { handleSafely } from '../../../src/server/inbox/handle-safely.ts';
import { processOnce } from '../../../src/server/inbox/once.ts';
import { systemClock as clock } from '../../../src/server/ports/clock.ts';
import { sharedStack } from '../../shared-stack.ts';
import { waitFor } from '../../support/wait-for.ts';
import { createPrivateDatabase, type PrivateDatabase } from '../database/private-database.ts';

const MESSAGES = 1_000;
const brokers = (sharedStack().env.KAFKA_BROKERS ?? '').split(',');
const admin = new Kafka({ brokers, logLevel: logLevel.NOTHING }).admin();
const settings = { brokers, clientId: 'contract', log: () => undefined };
const bus = createKafkaEventBus(settings);
const reader = createKafkaTopicReader(settings);
/** A topic of this test alone, so that no other test's letters lie beside these. */
const topic = `contract-${ulid()}` as Topic;
const letters = createDeadLetterService({ bus, reader, clock, ofTopics: [topic] });
let own: PrivateDatabase;

beforeAll(async () => {
  own = await createPrivateDatabase();
  await admin.connect();
  const topics = [
    { topic, numPartitions: 3 },
    { topic: deadLetterTopic(topic), numPartitions: 1 },
  ];
  await admin.createTopics({ topics, waitForLeaders: true });
});
afterAll(async () => {
  await bus.close();
  await admin.deleteTopics({ topics: [topic, deadLetterTopic(topic)] });
  await admin.disconnect();
  await own.remove();
});

const countHandled = async () =>
  (await own.db.select().from(processedEvents).where(eq(processedEvents.consumer, 'contract'))).length;

describe(`one message in ${MESSAGES} that can not be handled`, () => {
  const events = Array.from({ length: MESSAGES }, () =>
    composeEvent(ulid(), clock.now(), 'video.changed', { videoId: ulid(), ownerId: ulid(), version: 1 }),
  );
  const poison = events[MESSAGES / 2]?.id;
  const counted: string[] = [];
  const seen: string[] = [];
  /** Ids of events whose effect was had, once for each time. */
  const effects: string[] = [];
  let isMended = false;

  beforeAll(async () => {
    const stop = new AbortController();
    const log = pino({ level: 'silent' });
    const parts = {
      bus,
      log,
      topic,
      signal: stop.signal,
      countDeadLetter: (of: string) => void counted.push(of),
    };
    await bus.subscribe({
      topic,
      group: topic,
      from: 'earliest',
      handle: handleSafely(parts, async (message) => {
        const { id } = parseEvent(message.value);
        seen.push(id);
        await processOnce(own.db, clock, 'contract', id, async () => {
          if (id === poison && !isMended) throw new Error('a defect');
          effects.push(id);
        });
      }),
    });
    await bus.publish(
      topic,
      events.map((event) => ({ key: event.data.videoId, value: JSON.stringify(event) })),
    );
    await waitFor('all others', async () => (await countHandled()) === MESSAGES - 1);
  });

  it('is kept with its cause, its place and how often it was tried, and all others are handled', async () => {
    const open = await waitFor('the letter', async () => {
      const found = await letters.list();
      return found.length > 0 && found;
    });
    const event = events[MESSAGES / 2];
    expect(open).toEqual([
      {
        id: `${topic}@0:0`,
        topic,
        partition: expect.any(Number),
        offset: expect.stringMatching(/^\d+$/),
        key: event?.data.videoId,
        value: JSON.stringify(event),
        error: 'Error: a defect',
        tries: 5,
        traceparent: event?.traceparent,
        deadAt: expect.any(String),
      },
    ]);
    expect(seen.filter((id) => id === poison)).toHaveLength(5);
    expect(counted).toEqual([topic]);
    expect(await countHandled()).toBe(MESSAGES - 1);
  });

  it('takes effect once when it is replayed, and is no longer open', async () => {
    isMended = true;
    const [letter] = await letters.list();
    await letters.replay(letter?.id ?? '');
    await waitFor('the replayed one', async () => (await countHandled()) === MESSAGES);
    expect(await letters.list()).toEqual([]);
    await expect(letters.replay(letter?.id ?? '')).rejects.toThrow('no open dead letter');
    // The same message twice, as after a replay whose note was lost.
    const handled = seen.length;
    await bus.publish(topic, [{ key: letter?.key ?? '', value: letter?.value ?? '' }]);
    await bus.publish(topic, [{ key: letter?.key ?? '', value: 'the end' }]);
    await waitFor('it to have been dealt with', async () => (await letters.list()).length > 0);
    expect(seen.slice(handled)).toEqual([poison]);
    expect(effects.filter((id) => id === poison)).toHaveLength(1);
    expect(effects).toHaveLength(MESSAGES);
    for (const { id } of await letters.list()) await letters.discard(id);
  });

  it('is no longer open when it is discarded', async () => {
    await bus.publish(topic, [{ key: 'k', value: 'no message of ours' }]);
    const letter = await waitFor('the letter', async () => (await letters.list())[0]);
    expect(letter).toMatchObject({ key: 'k', value: 'no message of ours', tries: 1, traceparent: null });
    await letters.discard(letter.id);
    expect(await letters.list()).toEqual([]);
  });
});

describe('npm run dlq', () => {
  const main = path.join(checkoutDir, 'infra', 'local', 'main.ts');
  const env = { ...inheritedEnv, KAFKA_BROKERS: brokers.join() };
  const dlq = async (...args: string[]) =>
    (await promisify(execFile)(process.execPath, [main, 'dlq', ...args], { cwd: checkoutDir, env })).stdout;

  it('lists, shows and discards what the real topics hold', async () => {
    const letter = {
      topic: 'video.uploads',
      partition: 3,
      offset: '7',
      key: ulid(),
      value: '{"no":"event"}',
      error: 'ZodError: what it was',
      tries: 1,
      traceparent: null,
      deadAt: clock.now().toISOString(),
    };
    await bus.publish('video.uploads.dlq', [{ key: letter.key, value: JSON.stringify(letter) }]);
    const line = (await dlq('list')).split('\n').find((text) => text.includes(letter.deadAt));
    const [id = ''] = line?.split(' ') ?? [];
    expect(id).toMatch(/^video\.uploads@0:\d+$/);
    expect(JSON.parse(await dlq('show', id))).toEqual({ ...letter, id, value: { no: 'event' } });
    expect(await dlq('discard', id)).toContain(`discarded ${id}`);
    expect(await dlq('list')).not.toContain(id);
    await expect(dlq('show', id)).rejects.toThrow('no open dead letter');
  });
});
