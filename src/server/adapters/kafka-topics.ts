import type { TopicLayout } from '#lib/domain/topic-layout.ts';
import { createKafka } from '#lib/kafka/create-kafka.ts';
import type { KafkaSettings } from './kafka-event-bus.ts';

/** As many copies of each message, where there are so many brokers: one may be lost, and one be replaced meanwhile. */
const COPIES = 3;

/**
 * Makes the topics that are not there; those that are stay as they are.
 * @returns names of the topics that were made
 * @throws what kafkajs throws: without a broker, or without the right to make topics
 */
export async function createMissingTopics(
  settings: KafkaSettings,
  layouts: readonly TopicLayout[],
): Promise<readonly string[]> {
  const admin = createKafka({
    clientId: settings.clientId,
    brokers: [...settings.brokers],
    ...settings.security,
    log: settings.log,
  }).admin();
  await admin.connect();
  try {
    const [{ brokers }, existing] = await Promise.all([admin.describeCluster(), admin.listTopics()]);
    const missing = layouts.filter(({ topic }) => !existing.includes(topic));
    if (missing.length > 0) {
      await admin.createTopics({
        waitForLeaders: true,
        topics: missing.map(({ topic, partitions, keepsForever }) => ({
          topic,
          numPartitions: partitions,
          replicationFactor: Math.min(COPIES, brokers.length),
          configEntries: keepsForever ? [{ name: 'retention.ms', value: '-1' }] : [],
        })),
      });
    }
    return missing.map(({ topic }) => topic);
  } finally {
    await admin.disconnect();
  }
}
