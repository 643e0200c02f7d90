/** What stands in Kafka: who has read how far, and every message there is. */
import { randomUUID } from 'node:crypto';
import type { Admin, Kafka } from 'kafkajs';
import type { StackSettings } from '../../infra/local/env.ts';
import { kafkaBroker } from '../../infra/local/services/kafka.ts';
import { topics } from '../../src/lib/domain/events.ts';
import { createKafka } from '../../src/lib/kafka/create-kafka.ts';

/** Topics that the orchestrator works on, each in a group of its own. */
export const workedTopics = [topics.uploads, topics.transcodes, topics.s3] as const;
export const groupOf = (topic: string): string => `orchestrator.${topic}`;

const createClient = (settings: StackSettings): Kafka =>
  createKafka({
    clientId: 'sluice-chaos',
    brokers: [kafkaBroker(settings)],
    retry: { retries: 5 },
  });

export async function withAdmin<Result>(
  settings: StackSettings,
  work: (admin: Admin) => Promise<Result>,
): Promise<Result> {
  const admin = createClient(settings).admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}

/** Messages that no orchestrator has finished yet, over all its topics. */
export const readLag = (settings: StackSettings): Promise<number> =>
  withAdmin(settings, async (admin) => {
    let lag = 0;
    for (const topic of workedTopics) {
      const ends = await admin.fetchTopicOffsets(topic);
      const [group] = await admin.fetchOffsets({ groupId: groupOf(topic), topics: [topic] });
      for (const { partition, high, low } of ends) {
        const committed = Number(group?.partitions.find((at) => at.partition === partition)?.offset ?? -1);
        lag += Number(high) - Math.max(committed, Number(low));
      }
    }
    return lag;
  });

export interface StoredMessage {
  readonly partition: number;
  readonly offset: string;
  readonly value: string;
}

/** Everything that stands in a topic now, read in a group that nobody else is in. */
export async function readTopic(settings: StackSettings, topic: string): Promise<readonly StoredMessage[]> {
  const ends = await withAdmin(settings, (admin) => admin.fetchTopicOffsets(topic));
  const left = new Map(
    ends
      .filter(({ high, low }) => Number(high) > Number(low))
      .map((end) => [end.partition, Number(end.high)]),
  );
  const found: StoredMessage[] = [];
  if (left.size === 0) return found;
  const groupId = `chaos-${randomUUID()}`;
  const consumer = createClient(settings).consumer({ groupId });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  const isRead = Promise.withResolvers<void>();
  await consumer.run({
    eachMessage: async ({ partition, message }) => {
      found.push({ partition, offset: message.offset, value: message.value?.toString() ?? '' });
      if (Number(message.offset) + 1 >= (left.get(partition) ?? 0)) left.delete(partition);
      if (left.size === 0) isRead.resolve();
    },
  });
  const timer = setTimeout(() => isRead.reject(new Error(`${topic} could not be read to its end.`)), 60_000);
  try {
    await isRead.promise;
  } finally {
    clearTimeout(timer);
    await consumer.disconnect();
  }
  return found;
}

/** Sends as they are, all under one key and so in one partition. */
export async function sendAll(
  settings: StackSettings,
  topic: string,
  key: string,
  values: readonly string[],
) {
  const producer = createClient(settings).producer({ allowAutoTopicCreation: false });
  await producer.connect();
  try {
    await producer.send({ topic, messages: values.map((value) => ({ key, value })) });
  } finally {
    await producer.disconnect();
  }
}
