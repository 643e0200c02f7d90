import { deadLetterTopic, type Topic, topics } from './events.ts';

export interface TopicLayout {
  readonly topic: string;
  /** Bounds how many consumers of a group work at once. */
  readonly partitions: number;
  /** A dead letter stays until a person has dealt with it, however long that takes. */
  readonly keepsForever: boolean;
}

/** The feeds of S3 and ECS are a trickle, in order. */
const partitionsOf: Readonly<Record<Topic, number>> = {
  'video.uploads': 6,
  'transcode.events': 6,
  'video.changes': 6,
  's3.events': 1,
  'ecs.events': 1,
};

/** All topics, each with its dead-letter twin: on one machine and on AWS alike. */
export const topicLayouts: readonly TopicLayout[] = Object.values(topics).flatMap((topic) => [
  { topic, partitions: partitionsOf[topic], keepsForever: false },
  { topic: deadLetterTopic(topic), partitions: 1, keepsForever: true },
]);
