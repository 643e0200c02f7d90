/** The topics of the design, each with its dead-letter queue, on the one broker that there is. */
import { topicLayouts } from '../../../src/lib/domain/topic-layout.ts';
import type { StackSettings } from '../env.ts';
import { createKafkaClient } from './kafka.ts';

const wantedTopics = topicLayouts.map(({ topic, partitions, keepsForever }) => ({
  topic,
  numPartitions: partitions,
  replicationFactor: 1,
  configEntries: keepsForever ? [{ name: 'retention.ms', value: '-1' }] : [],
}));

export async function createTopics(settings: StackSettings): Promise<void> {
  const admin = createKafkaClient(settings).admin();
  await admin.connect();
  try {
    const existing = new Set(await admin.listTopics());
    const topics = wantedTopics.filter(({ topic }) => !existing.has(topic));
    if (topics.length > 0) await admin.createTopics({ topics, waitForLeaders: false });
  } finally {
    await admin.disconnect();
  }
}
