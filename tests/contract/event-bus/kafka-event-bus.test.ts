import { Kafka, logLevel } from 'kafkajs';
import { ulid } from 'ulid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findFreePorts } from '../../../infra/local/ports.ts';
import { createKafkaEventBus } from '../../../src/server/adapters/kafka-event-bus.ts';
import { sharedStack } from '../../shared-stack.ts';
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

it('says at once that no broker answers', async () => {
  const [port] = await findFreePorts(1);
  const bus = open([`127.0.0.1:${port}`]);
  await expect(bus.check()).rejects.toThrow();
  await bus.close();
});
