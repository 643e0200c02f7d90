/** The topics of the design, each with its dead-letter queue. On AWS Terraform makes the same. */
import type { StackSettings } from '../env.ts';
import { createKafkaClient } from './kafka.ts';

/** Partitions bound how many consumers of a group work at once. The two S3/ECS feeds are a trickle, in order. */
const partitionsOf: Readonly<Record<string, number>> = {
  'video.uploads': 6,
  'transcode.events': 6,
  'video.changes': 6,
  's3.events': 1,
  'ecs.events': 1,
};

const wantedTopics = Object.entries(partitionsOf).flatMap(([topic, numPartitions]) => [
  { topic, numPartitions, replicationFactor: 1 },
  // A dead letter stays until a person has dealt with it, however long that takes.
  {
    topic: `${topic}.dlq`,
    numPartitions: 1,
    replicationFactor: 1,
    configEntries: [{ name: 'retention.ms', value: '-1' }],
  },
]);

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
