import { randomUUID } from 'node:crypto';
import type { Admin } from 'kafkajs';
import { createKafka } from '#lib/kafka/create-kafka.ts';
import type { ReceivedMessage } from '../ports/event-bus.ts';
import type { TopicReader } from '../ports/topic-reader.ts';
import type { KafkaSettings } from './kafka-event-bus.ts';

const PATIENCE_MS = 60_000;

/** A consumer group of its own for each call, gone when it has read as far as the topic reached at its start. */
export function createKafkaTopicReader(settings: KafkaSettings): TopicReader {
  const kafka = createKafka({
    clientId: settings.clientId,
    brokers: [...settings.brokers],
    ...settings.security,
    log: settings.log,
  });

  async function readUpTo(
    topic: string,
    ends: Map<number, bigint>,
    admin: Admin,
  ): Promise<ReceivedMessage[]> {
    const groupId = `sluice-reader-${randomUUID()}`;
    const consumer = kafka.consumer({ groupId, allowAutoTopicCreation: false });
    const read: ReceivedMessage[] = [];
    let timer: NodeJS.Timeout | undefined;
    try {
      await consumer.connect();
      await consumer.subscribe({ topic, fromBeginning: true });
      await new Promise<void>((resolve, reject) => {
        timer = setTimeout(() => reject(new Error(`${topic} could not be read in time`)), PATIENCE_MS);
        consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
        const eachMessage = async ({
          partition,
          message,
        }: {
          partition: number;
          message: { offset: string; key: Buffer | null; value: Buffer | null };
        }) => {
          const end = ends.get(partition);
          // What has come since the start is another call's.
          if (end === undefined) return;
          const { offset } = message;
          const [key, value] = [message.key?.toString() ?? '', message.value?.toString() ?? ''];
          read.push({ topic, partition, offset, key, value });
          if (BigInt(offset) + 1n >= end) ends.delete(partition);
          if (ends.size === 0) resolve();
        };
        consumer.run({ autoCommit: false, eachMessage }).catch(reject);
      });
    } finally {
      clearTimeout(timer);
      await consumer.disconnect();
      // Kafka forgets an empty group by itself, after a week.
      await admin.deleteGroups([groupId]).catch(() => undefined);
    }
    return read;
  }

  return {
    async readAll(topic) {
      const admin = kafka.admin();
      await admin.connect();
      try {
        const partitions = await admin.fetchTopicOffsets(topic);
        const held = partitions.filter(({ low, high }) => BigInt(high) > BigInt(low));
        if (held.length === 0) return [];
        const ends = new Map(held.map(({ partition, high }) => [partition, BigInt(high)]));
        const read = await readUpTo(topic, ends, admin);
        return read.sort((a, b) => a.partition - b.partition || Number(BigInt(a.offset) - BigInt(b.offset)));
      } finally {
        await admin.disconnect();
      }
    },
  };
}
