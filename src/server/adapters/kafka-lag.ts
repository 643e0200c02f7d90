import type { Admin } from 'kafkajs';
import type { ConsumerGroup, GroupLag } from '../ports/event-bus.ts';

/** How many messages a group has still before it; what it has never read counts from the topic's first. */
export async function readLag(admin: Admin, { group, topic }: ConsumerGroup): Promise<GroupLag> {
  // In this order: kafkajs knows no broker to ask for a group before it has asked for a topic.
  const ends = await admin.fetchTopicOffsets(topic);
  const committed = await admin.fetchOffsets({ groupId: group, topics: [topic] });
  const offsets = new Map(
    committed[0]?.partitions.map(({ partition, offset }) => [partition, Number(offset)]),
  );
  const partitions = ends
    .toSorted((one, other) => one.partition - other.partition)
    .map(({ partition, low, high }) => {
      const read = offsets.get(partition) ?? -1;
      // -1: nothing was committed. What was deleted by age is not ahead any more either.
      return Number(high) - Math.max(read, Number(low));
    });
  return { group, topic, lag: partitions.reduce((sum, lag) => sum + lag, 0), partitions };
}
