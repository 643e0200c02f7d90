import type { Consumer, Kafka } from 'kafkajs';
import type { Subscription } from '../ports/event-bus.ts';
import { beatDuring } from './beat-during.ts';

/** Rebalances within this many milliseconds of a member's death. */
const SESSION_TIMEOUT_MS = 30_000;
/**
 * For the `Kafka` that consumers are made of. A member that died while its group was being formed, and is its leader, lets the
 * others wait in SyncGroup until its session ends. Whoever gives up sooner comes back as a new member and leaves
 * another dead one behind: a group was once without a reader for two and a half minutes.
 */
export const CONSUMER_REQUEST_TIMEOUT_MS = SESSION_TIMEOUT_MS + 5_000;
/** A consumer that is joining its group does not leave before that has formed, which may take a session's length. */
const CLOSE_WITHIN_MS = 5_000;
/** kafkajs gives up for good on errors that it takes for final; the topic must be read all the same. */
const REOPEN_AFTER_MS = 5_000;
/** A consumer asks each second. One that has not been answered for so long is stuck: kafkajs #659, #1163. */
const STUCK_AFTER_MS = 120_000;
const WATCH_EVERY_MS = 15_000;

export interface KafkaConsumers {
  /** Resolves once the group is joined. */
  subscribe(subscription: Subscription): Promise<void>;
  close(): Promise<void>;
}

/** Consumers that live as long as the program, whatever kafkajs makes of errors. */
export function createKafkaConsumers(
  kafka: Pick<Kafka, 'consumer'>,
  log: (message: string) => void,
): KafkaConsumers {
  /** Each with what stops its watch. */
  const consumers = new Map<Consumer, () => void>();
  let isClosed = false;

  async function open(subscription: Subscription, onJoin: () => void): Promise<void> {
    const consumer = kafka.consumer({
      groupId: subscription.group,
      sessionTimeout: SESSION_TIMEOUT_MS,
      heartbeatInterval: 3_000,
      maxWaitTimeInMs: 1_000,
      allowAutoTopicCreation: false,
    });
    try {
      await consumer.connect();
      await consumer.subscribe({
        topic: subscription.topic,
        fromBeginning: subscription.from === 'earliest',
      });
    } catch (error) {
      disconnect(consumer);
      throw error;
    }
    if (isClosed) return disconnect(consumer);
    const replaceBecause = (why: string) => replace(consumer, subscription, onJoin, why);
    const watch = watchConsumer(consumer, () => replaceBecause('is stuck'));
    consumers.set(consumer, watch.stop);
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      if (!payload.restart) replaceBecause('gave up');
    });
    consumer.on(consumer.events.GROUP_JOIN, onJoin);
    await consumer.run({
      partitionsConsumedConcurrently: 3,
      autoCommitInterval: 1_000,
      eachMessage: async ({ topic, partition, message, heartbeat }) => {
        const key = message.key?.toString() ?? '';
        const value = message.value?.toString() ?? '';
        const received = { topic, partition, offset: message.offset, key, value };
        await watch.during(beatDuring(heartbeat, () => subscription.handle(received, heartbeat)));
      },
    });
  }

  function disconnect(consumer: Consumer): void {
    // It may hang on a connection that is gone: nobody waits for it.
    consumer.disconnect().catch(() => undefined);
  }

  function replace(consumer: Consumer, subscription: Subscription, onJoin: () => void, why: string): void {
    const stopWatch = consumers.get(consumer);
    // It may crash and hang: one takes its place.
    if (isClosed || !stopWatch) return;
    stopWatch();
    consumers.delete(consumer);
    disconnect(consumer);
    log(`the consumer of ${subscription.topic} ${why}; another takes its place`);
    openSoon(subscription, onJoin);
  }

  function openSoon(subscription: Subscription, onJoin: () => void): void {
    setTimeout(() => {
      if (isClosed) return;
      open(subscription, onJoin).catch((error: unknown) => {
        log(`${subscription.topic} can not be read yet: ${String(error)}`);
        openSoon(subscription, onJoin);
      });
    }, REOPEN_AFTER_MS);
  }

  return {
    async subscribe(subscription) {
      const joined = Promise.withResolvers<void>();
      await open(subscription, joined.resolve);
      await joined.promise;
    },
    async close() {
      isClosed = true;
      const open = [...consumers];
      for (const [, stopWatch] of open) stopWatch();
      const late = Promise.withResolvers<void>();
      const timer = setTimeout(late.resolve, CLOSE_WITHIN_MS);
      await Promise.race([Promise.allSettled(open.map(([consumer]) => consumer.disconnect())), late.promise]);
      clearTimeout(timer);
    },
  };
}

/** Calls `onStuck` when a consumer shows no life: no answer to a fetch, no heartbeat, no handler at work. */
function watchConsumer(consumer: Consumer, onStuck: () => void) {
  let seenAt = performance.now();
  let handling = 0;
  const see = () => {
    seenAt = performance.now();
  };
  for (const event of [consumer.events.FETCH, consumer.events.GROUP_JOIN]) consumer.on(event, see);
  const timer = setInterval(() => {
    if (handling > 0) see();
    if (performance.now() - seenAt > STUCK_AFTER_MS) onStuck();
  }, WATCH_EVERY_MS);
  return {
    stop: () => clearInterval(timer),
    async during(work: Promise<void>): Promise<void> {
      handling += 1;
      try {
        await work;
      } finally {
        handling -= 1;
        see();
      }
    },
  };
}
