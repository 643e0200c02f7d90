import { Kafka, logLevel } from 'kafkajs';
import { ulid } from 'ulid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findFreePorts } from '../../../infra/local/ports.ts';
import { traceparentOf } from '../../../src/lib/domain/traceparent.ts';
import { createKafkaEventBus } from '../../../src/server/adapters/kafka-event-bus.ts';
import { sharedStack } from '../../shared-stack.ts';
import { waitFor } from '../../support/wait-for.ts';
import { describeEventBus } from './event-bus-suite.ts';

const brokers = (sharedStack().env.KAFKA_BROKERS ?? '').split(',');
const admin = new Kafka({ brokers, logLevel: logLevel.NOTHING }).admin();
const created: string[] = [];
// The adapter passes on what kafkajs says; a handler that fails on purpose makes it say much.
const open = (to = brokers) =>
  createKafkaEventBus({ brokers: to, clientId: 'contract', log: () => undefined });

beforeAll(() => admin.connect());
afterAll(async () => {
  await admin.deleteTopics({ topics: created });
  await admin.disconnect();
});

describeEventBus({
  name: 'Kafka',
  open: () => open(),
  async createTopic() {
    const topic = `contract-${ulid()}`;
    await admin.createTopics({ topics: [{ topic, numPartitions: 3 }], waitForLeaders: true });
    created.push(topic);
    return topic;
  },
});

it('sends the trace of a message as its header too, for whoever reads topics from outside', async () => {
  const topic = `contract-${ulid()}`;
  await admin.createTopics({ topics: [{ topic, numPartitions: 1 }], waitForLeaders: true });
  created.push(topic);
  const bus = open();
  const traceparent = traceparentOf(ulid(), ulid());
  await bus.publish(topic, [
    { key: 'a', value: '1', traceparent },
    { key: 'b', value: '2' },
  ]);
  await bus.close();
  const consumer = new Kafka({ brokers, logLevel: logLevel.NOTHING }).consumer({ groupId: topic });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  const headers: (string | undefined)[] = [];
  await consumer.run({
    eachMessage: async ({ message }) => void headers.push(message.headers?.traceparent?.toString()),
  });
  await waitFor('both messages', () => headers.length === 2);
  await consumer.disconnect();
  expect(headers).toEqual([traceparent, undefined]);
});

it('says at once that no broker answers', async () => {
  const [port] = await findFreePorts(1);
  const bus = open([`127.0.0.1:${port}`]);
  await expect(bus.check()).rejects.toThrow();
  await bus.close();
});
