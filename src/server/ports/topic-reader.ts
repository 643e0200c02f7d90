import type { ReceivedMessage } from './event-bus.ts';

/** Looks into a topic from outside: joins no group that counts and moves nobody's offset. */
export interface TopicReader {
  /**
   * All that the topic holds at this moment, oldest first within a partition.
   * Throws when Kafka does not answer within a minute.
   */
  readAll(topic: string): Promise<readonly ReceivedMessage[]>;
}
