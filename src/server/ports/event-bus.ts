export interface BusMessage {
  /** Messages of one key keep their order. */
  readonly key: string;
  readonly value: string;
  /** W3C trace context, sent as the header of this name; our own consumers read it in the message. */
  readonly traceparent?: string;
}

export interface ReceivedMessage extends BusMessage {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

export interface Subscription {
  readonly topic: string;
  /** Members of a group share the topic; a group of one sees all of it. */
  readonly group: string;
  /** `latest` for fan-out that starts with a snapshot, `earliest` for work that must not be missed. */
  readonly from: 'earliest' | 'latest';
  /**
   * Must settle soon and write to MySQL only: a slow handler loses its partition. The offset moves on
   * after it returns, so a crash in between delivers the message again.
   */
  handle(message: ReceivedMessage, heartbeat: () => Promise<void>): Promise<void>;
}

export interface ConsumerGroup {
  readonly group: string;
  readonly topic: string;
}

export interface GroupLag extends ConsumerGroup {
  /** Messages of the topic that the group has not finished yet. */
  readonly lag: number;
  /** The same of each partition, by its number. */
  readonly partitions: readonly number[];
}

/** The backbone. At least once, in order per key. */
export interface EventBus {
  publish(topic: string, messages: readonly BusMessage[]): Promise<void>;
  /** Resolves once the group is joined. */
  subscribe(subscription: Subscription): Promise<void>;
  /** Throws when no broker answers. */
  check(): Promise<void>;
  /** How far each group is behind. Throws when no broker answers. */
  lagOf(groups: readonly ConsumerGroup[]): Promise<readonly GroupLag[]>;
  /** Leaves all groups and closes all connections. */
  close(): Promise<void>;
}
