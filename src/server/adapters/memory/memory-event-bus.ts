import type { BusMessage, EventBus, ReceivedMessage, Subscription } from '../../ports/event-bus.ts';

const PARTITIONS = 3;

interface Member {
  readonly subscription: Subscription;
  isGone: boolean;
}

interface Group {
  /** The next offset to be handled, by partition. */
  readonly committed: number[];
  /** Which member reads a partition. */
  readonly owners: (Member | undefined)[];
  members: Member[];
}

interface Topic {
  readonly partitions: ReceivedMessage[][];
  readonly groups: Map<string, Group>;
}

export type MemoryTopics = ReturnType<typeof createMemoryTopics>;

/** The broker: topics of three partitions, consumer groups and their offsets. */
export function createMemoryTopics() {
  const topics = new Map<string, Topic>();
  let wakers: (() => void)[] = [];

  function topicOf(name: string): Topic {
    const known = topics.get(name);
    if (known) return known;
    const made = { partitions: Array.from({ length: PARTITIONS }, () => []), groups: new Map() };
    topics.set(name, made);
    return made;
  }

  function wake(): void {
    const woken = wakers;
    wakers = [];
    for (const go of woken) go();
  }

  /** Deals the partitions out anew, as a broker does when members come and go. */
  function rebalance(group: Group, shift = 0): void {
    for (let partition = 0; partition < PARTITIONS; partition++) {
      group.owners[partition] = group.members[(partition + shift) % Math.max(1, group.members.length)];
    }
    wake();
  }

  return {
    append(topic: string, { key, value }: BusMessage): void {
      const partition = partitionOf(key);
      const log = topicOf(topic).partitions[partition] ?? [];
      log.push({ topic, partition, offset: String(log.length), key, value });
      wake();
    },

    /** Everything that was ever sent to a topic. */
    read: (topic: string): readonly ReceivedMessage[] => topicOf(topic).partitions.flat(),

    join(subscription: Subscription): Member & { readonly group: Group; readonly topic: Topic } {
      const topic = topicOf(subscription.topic);
      const from = (log: readonly unknown[]) => (subscription.from === 'latest' ? log.length : 0);
      const group: Group = topic.groups.get(subscription.group) ?? {
        committed: topic.partitions.map(from),
        owners: [],
        members: [],
      };
      topic.groups.set(subscription.group, group);
      const member = { subscription, isGone: false, group, topic };
      group.members.push(member);
      rebalance(group);
      return member;
    },

    leave(member: Member & { readonly group: Group }): void {
      member.isGone = true;
      member.group.members = member.group.members.filter((one) => one !== member);
      rebalance(member.group);
    },

    /** Moves every partition of a topic's groups to another member, whatever is being handled there. */
    shuffle(topic: string, shift: number): void {
      for (const group of topicOf(topic).groups.values()) rebalance(group, shift);
    },

    /** Sets the groups of a topic back to an offset, or as far back as there is one. */
    rewind(topic: string, offset = 0): void {
      for (const group of topicOf(topic).groups.values()) {
        group.committed.forEach((now, partition) => {
          group.committed[partition] = Math.min(now, offset);
        });
      }
      wake();
    },

    /** Messages that a group has not finished yet, by partition. */
    partitionLags(topic: string, name: string): readonly number[] {
      const { partitions, groups } = topicOf(topic);
      return partitions.map((log, partition) => log.length - (groups.get(name)?.committed[partition] ?? 0));
    },

    /** The same over all groups and partitions. */
    lagOf(topic: string): number {
      const names = [...topicOf(topic).groups.keys()];
      return sum(names.flatMap((name) => this.partitionLags(topic, name)));
    },

    /** Resolves at the next change of anything. */
    change: () => new Promise<void>((go) => wakers.push(go)),
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

function partitionOf(key: string): number {
  let hash = 0;
  for (let at = 0; at < key.length; at++) hash = (31 * hash + key.charCodeAt(at)) >>> 0;
  return hash % PARTITIONS;
}

/** The way between a program and the broker. */
export interface BusWire {
  publish(topic: string, effect: () => void): Promise<void>;
  /** Before a message reaches the program. */
  deliver(message: ReceivedMessage): Promise<void>;
  /** The offset goes on: after the handler has returned. */
  commit(message: ReceivedMessage, effect: () => void): Promise<void>;
  /** After a handler has thrown: the message comes again. */
  retry(): Promise<void>;
}

const plainBusWire: BusWire = {
  publish: async (_, effect) => effect(),
  deliver: async () => undefined,
  commit: async (_, effect) => effect(),
  // A macrotask, so that a handler that throws for ever does not stop all else.
  retry: () => new Promise((go) => setImmediate(go)),
};

/** One program's way to the broker. */
export function openMemoryEventBus(topics: MemoryTopics, wire: BusWire = plainBusWire): EventBus {
  const joined: ReturnType<MemoryTopics['join']>[] = [];

  /** One partition, message by message, while it is this member's. */
  async function read(member: (typeof joined)[number], partition: number): Promise<void> {
    const { group, topic, subscription } = member;
    while (!member.isGone) {
      const offset = group.committed[partition] ?? 0;
      const message = group.owners[partition] === member ? topic.partitions[partition]?.[offset] : undefined;
      if (!message) {
        await topics.change();
        continue;
      }
      try {
        await wire.deliver(message);
        if (member.isGone) return;
        await subscription.handle(message, async () => undefined);
        await wire.commit(message, () => {
          // One that has lost the partition meanwhile commits nothing.
          if (group.owners[partition] === member && group.committed[partition] === offset)
            group.committed[partition] = offset + 1;
        });
      } catch {
        await wire.retry();
      }
    }
  }

  return {
    async publish(topic, messages) {
      await wire.publish(topic, () => {
        for (const message of messages) topics.append(topic, message);
      });
    },

    async subscribe(subscription) {
      const member = topics.join(subscription);
      joined.push(member);
      for (let partition = 0; partition < PARTITIONS; partition++) void read(member, partition);
    },

    check: async () => undefined,

    lagOf: async (groups) =>
      groups.map(({ group, topic }) => {
        const partitions = topics.partitionLags(topic, group);
        return { group, topic, lag: sum(partitions), partitions };
      }),

    async close() {
      for (const member of joined.splice(0)) topics.leave(member);
    },
  };
}
