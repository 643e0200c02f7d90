import { type Consumer, Kafka, logLevel, Partitioners, type Producer } from 'kafkajs';
import type { EventBus, Subscription } from '../ports/event-bus.ts';

export interface KafkaSettings {
  readonly brokers: readonly string[];
  readonly clientId: string;
  /** Receives what kafkajs has to say, from warnings up. */
  log(message: string): void;
}

/** Rebalances within this many milliseconds of a member's death. kafkajs is unmaintained: keep it behind this port. */
const SESSION_TIMEOUT_MS = 30_000;

export function createKafkaEventBus(settings: KafkaSettings): EventBus {
  const kafka = new Kafka({
    clientId: settings.clientId,
    brokers: [...settings.brokers],
    logLevel: logLevel.WARN,
    // Coordinators take a moment to load on a young cluster, and brokers restart: wait, don't crash.
    retry: { initialRetryTime: 200, maxRetryTime: 10_000, retries: 12 },
    connectionTimeout: 3_000,
    requestTimeout: 10_000,
    logCreator:
      () =>
      ({ namespace, log }) =>
        settings.log(`${namespace}: ${log.message}`),
  });
  const consumers: Consumer[] = [];
  const admin = kafka.admin();
  let producing: Promise<Producer> | undefined;

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
    consumers.push(consumer);
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
      const opened = await producing?.catch(() => undefined);
      await Promise.allSettled([
        ...consumers.map((consumer) => consumer.disconnect()),
        opened?.disconnect(),
        admin.disconnect(),
      ]);
    },
  };
}
