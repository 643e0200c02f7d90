import { Kafka, logLevel } from 'kafkajs';
import { ulid } from 'ulid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createMissingTopics } from '../../../src/server/adapters/kafka-topics.ts';
import { sharedStack } from '../../shared-stack.ts';

const brokers = (sharedStack().env.KAFKA_BROKERS ?? '').split(',');
const admin = new Kafka({ brokers, logLevel: logLevel.NOTHING }).admin();
const id = ulid();
const layouts = [
  { topic: `topics-${id}`, partitions: 3, keepsForever: false },
  { topic: `topics-${id}.dlq`, partitions: 1, keepsForever: true },
];
const names = layouts.map(({ topic }) => topic);
const make = () => createMissingTopics({ brokers, clientId: 'contract', log: () => undefined }, layouts);

beforeAll(() => admin.connect());
afterAll(async () => {
  await admin.deleteTopics({ topics: names });
  await admin.disconnect();
});

it('topics are made once, with their partitions, and dead letters are kept for ever', async () => {
  expect(await make()).toEqual(names);
  expect(await make()).toEqual([]);
  const { topics } = await admin.fetchTopicMetadata({ topics: names });
  expect(new Map(topics.map(({ name, partitions }) => [name, partitions.length]))).toEqual(
    new Map(layouts.map(({ topic, partitions }) => [topic, partitions])),
  );
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: names.map((name) => ({ type: 2, name, configNames: ['retention.ms'] })),
  });
  const retention = new Map(
    resources.map(({ resourceName, configEntries }) => [resourceName, configEntries[0]?.configValue]),
  );
  expect(retention.get(`topics-${id}.dlq`)).toBe('-1');
  expect(retention.get(`topics-${id}`)).not.toBe('-1');
});
