import { type Topic, topics } from '#lib/domain/events.ts';
import type { ConsumerGroup } from '../ports/event-bus.ts';

/** Names the orchestrator in the inbox, and with the topic its consumer group: members of a group must share all topics. */
export const ORCHESTRATOR_GROUP = 'orchestrator';
export const groupOf = (topic: Topic): string => `${ORCHESTRATOR_GROUP}.${topic}`;

/** Whose lag matters. */
export const consumerGroups: readonly ConsumerGroup[] = [
  topics.uploads,
  topics.transcodes,
  topics.s3,
  topics.ecs,
].map((topic) => ({ group: groupOf(topic), topic }));
