import { type Consumer, Kafka, logLevel, Partitioners, type Producer } from 'kafkajs';
import type { EventBus, Subscription } from '../ports/event-bus.ts';

export interface KafkaSettings {
  readonly brokers: readonly string[];
  readonly clientId: string;
  /** Receives what kafkajs has to say, from warnings up. */
  log(message: string): void;
}

/** Rebalances within this many milliseconds of a member's death. */
const SESSION_TIMEOUT_MS = 30_000;
/** kafkajs gives up for good on errors that it takes for final; the topic must be read all the same. */
const RESUBSCRIBE_AFTER_MS = 5_000;

/** kafkajs is unmaintained since 2023: everything that must be known of it is in this file. */
export function createKafkaEventBus(settings: KafkaSettings): EventBus {
  const common = {
    clientId: settings.clientId,
    brokers: [...settings.brokers],
    logLevel: logLevel.WARN,
    connectionTimeout: 3_000,
    requestTimeout: 10_000,
    logCreator:
      () =>
      ({ namespace, log }: { namespace: string; log: { message: string } }) =>
        settings.log(`${namespace}: ${log.message}`),
  };
  // Coordinators take a moment to load on a young cluster, and brokers restart: wait, don't crash.
  const kafka = new Kafka({ ...common, retry: { initialRetryTime: 200, maxRetryTime: 10_000, retries: 12 } });
  // A health check wants to know now.
  const admin = new Kafka({ ...common, retry: { retries: 0 } }).admin();
  const consumers = new Set<Consumer>();
  let producing: Promise<Producer> | undefined;
  let isClosed = false;

  /** A frozen broker made kafkajs store messages twice without idempotence: see the field notes, A2. */
  function producer(): Promise<Producer> {
    producing ??= (async () => {
      const opened = kafka.producer({
        idempotent: true,
        maxInFlightRequests: 1,
        allowAutoTopicCreation: false,
        createPartitioner: Partitioners.DefaultPartitioner,
      });
      await opened.connect();
      return opened;
    })().catch((error: unknown) => {
      producing = undefined;
      throw error;
    });
    return producing;
  }

  async function subscribe(subscription: Subscription): Promise<void> {
    const consumer = kafka.consumer({
      groupId: subscription.group,
      sessionTimeout: SESSION_TIMEOUT_MS,
      heartbeatInterval: 3_000,
      maxWaitTimeInMs: 1_000,
      allowAutoTopicCreation: false,
    });
    consumers.add(consumer);
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      if (!payload.restart) resubscribeAfter(consumer, subscription);
    });
    await consumer.connect();
    await consumer.subscribe({ topic: subscription.topic, fromBeginning: subscription.from === 'earliest' });
    const joined = new Promise<void>((resolve) => {
      consumer.on(consumer.events.GROUP_JOIN, () => resolve());
    });
    await consumer.run({
      partitionsConsumedConcurrently: 3,
      autoCommitInterval: 1_000,
      eachMessage: async ({ topic, partition, message, heartbeat }) => {
        const key = message.key?.toString() ?? '';
        const value = message.value?.toString() ?? '';
        await subscription.handle({ topic, partition, offset: message.offset, key, value }, heartbeat);
      },
    });
    await joined;
  }

  function resubscribeAfter(consumer: Consumer, subscription: Subscription): void {
    consumers.delete(consumer);
    if (isClosed) return;
    settings.log(`consumer of ${subscription.topic} gave up; it starts again`);
    setTimeout(() => {
      if (isClosed) return;
      subscribe(subscription).catch(() => resubscribeAfter(consumer, subscription));
    }, RESUBSCRIBE_AFTER_MS);
  }

  return {
    async publish(topic, messages) {
      const opened = await producer();
      await opened.send({ topic, acks: -1, messages: messages.map(({ key, value }) => ({ key, value })) });
    },

    subscribe,

    async check() {
      await admin.connect();
      await admin.describeCluster();
    },

    async close() {
      isClosed = true;
      const opened = await producing?.catch(() => undefined);
      await Promise.allSettled([
        ...[...consumers].map((consumer) => consumer.disconnect()),
        opened?.disconnect(),
        admin.disconnect(),
      ]);
    },
  };
}
