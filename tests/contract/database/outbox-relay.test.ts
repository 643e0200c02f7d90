/** What is committed reaches Kafka: each message, in the order of its key, however the commits interleave. */
import { eq, isNull } from 'drizzle-orm';
import { Kafka, logLevel } from 'kafkajs';
import { ulid } from 'ulid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { composeEvent } from '../../../src/lib/domain/compose-event.ts';
import { createKafkaEventBus } from '../../../src/server/adapters/kafka-event-bus.ts';
import type { Executor } from '../../../src/server/db/client.ts';
import { outbox } from '../../../src/server/db/schema/outbox.ts';
import { relayOutbox } from '../../../src/server/orchestrator/relay.ts';
import type { EventBus } from '../../../src/server/ports/event-bus.ts';
import { sharedStack } from '../../shared-stack.ts';
import { waitFor } from '../../support/wait-for.ts';
import { createTestClock } from './planned-video.ts';
import { createPrivateDatabase, type PrivateDatabase } from './private-database.ts';

const brokers = (sharedStack().env.KAFKA_BROKERS ?? '').split(',');
const topic = `contract-${ulid()}`;
const clock = createTestClock();
const admin = new Kafka({ brokers, logLevel: logLevel.NOTHING }).admin();
let own: PrivateDatabase;
let bus: EventBus;
/** Event ids as they arrived, by key. */
const arrived = new Map<string, string[]>();

beforeAll(async () => {
  own = await createPrivateDatabase();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions: 3 }], waitForLeaders: true });
  bus = createKafkaEventBus({ brokers, clientId: 'contract', log: () => undefined });
  await bus.subscribe({
    topic,
    group: topic,
    from: 'earliest',
    handle: async ({ key, value }) => {
      arrived.set(key, [...(arrived.get(key) ?? []), JSON.parse(value).id]);
    },
  });
});
afterAll(async () => {
  await bus.close();
  await admin.deleteTopics({ topics: [topic] });
  await admin.disconnect();
  await own.remove();
});
beforeEach(() => own.db.delete(outbox));

const relay = (over: Partial<EventBus> = {}) => relayOutbox({ db: own.db, bus: { ...bus, ...over }, clock });

async function append(db: Executor, videoId: string): Promise<string> {
  const message = composeEvent(ulid(), clock.now(), 'video.changed', {
    videoId,
    ownerId: ulid(),
    version: 1,
  });
  await db.insert(outbox).values({
    eventId: message.id,
    topic,
    messageKey: videoId,
    message,
    createdAt: clock.now(),
  });
  return message.id;
}

const arrivedFor = (videoId: string) => arrived.get(videoId) ?? [];
const waiting = () => own.db.select().from(outbox).where(isNull(outbox.publishedAt));

describe('the relay of the outbox', () => {
  it('sends two messages whose transactions commit out of the order of their ids, each once', async () => {
    const videoId = ulid();
    let early = '';
    let commit: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      commit = resolve;
    });
    const slow = own.db.transaction(async (tx) => {
      early = await append(tx, videoId);
      await held;
    });
    await waitFor('the first row to be written', () => early !== '');
    const late = await append(own.db, videoId);
    expect(await relay()).toBe(1);
    commit();
    await slow;
    expect(await relay()).toBe(1);
    expect(await relay()).toBe(0);
    await waitFor('both messages', () => arrivedFor(videoId).length === 2);
    expect(arrivedFor(videoId)).toEqual([late, early]);
  });

  it('sends nothing of a transaction that is rolled back', async () => {
    const videoId = ulid();
    const rolledBack = own.db.transaction(async (tx) => {
      await append(tx, videoId);
      throw new Error('the change failed');
    });
    await expect(rolledBack).rejects.toThrow('the change failed');
    expect(await relay()).toBe(0);
  });

  it('keeps the order of each key over a backlog of several batches', async () => {
    const videoIds = [ulid(), ulid()];
    const sent = new Map<string, string[]>(videoIds.map((videoId) => [videoId, []]));
    await own.db.transaction(async (tx) => {
      for (let index = 0; index < 225; index++)
        for (const videoId of videoIds) sent.get(videoId)?.push(await append(tx, videoId));
    });
    const turns: number[] = [];
    do turns.push(await relay());
    while (turns.at(-1) !== 0);
    expect(turns).toEqual([200, 200, 50, 0]);
    await waitFor('all messages', () => videoIds.every((videoId) => arrivedFor(videoId).length >= 225));
    for (const videoId of videoIds) expect(arrivedFor(videoId)).toEqual(sent.get(videoId));
  });

  it('keeps what Kafka did not take, and sends it when Kafka is back', async () => {
    const videoId = ulid();
    const id = await append(own.db, videoId);
    const away = relay({ publish: () => Promise.reject(new Error('no broker')) });
    await expect(away).rejects.toThrow('no broker');
    expect(await waiting()).toHaveLength(1);
    expect(await relay()).toBe(1);
    await waitFor('the message', () => arrivedFor(videoId).length > 0);
    expect(arrivedFor(videoId)).toEqual([id]);
  });

  it('sends each message once when two relays run at a time', async () => {
    const videoId = ulid();
    const ids: string[] = [];
    for (let index = 0; index < 20; index++) ids.push(await append(own.db, videoId));
    const counts = await Promise.all([relay(), relay(), relay()]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(20);
    await waitFor('all messages', () => arrivedFor(videoId).length >= 20);
    expect(arrivedFor(videoId).sort()).toEqual(ids.sort());
  });

  it('notes when each was sent', async () => {
    const id = await append(own.db, ulid());
    await relay();
    const [row] = await own.db.select().from(outbox).where(eq(outbox.eventId, id));
    expect(row?.publishedAt).toEqual(clock.now());
  });
});
