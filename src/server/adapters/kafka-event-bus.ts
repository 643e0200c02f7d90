import type { Producer } from 'kafkajs';
import type { KafkaSecurity } from '#lib/domain/kafka-security.ts';
import { createKafka, createProducer } from '#lib/kafka/create-kafka.ts';
import type { EventBus, GroupLag } from '../ports/event-bus.ts';
import { CONSUMER_REQUEST_TIMEOUT_MS, createKafkaConsumers } from './kafka-consumers.ts';
import { readLag } from './kafka-lag.ts';

export interface KafkaSettings {
  readonly brokers: readonly string[];
  readonly clientId: string;
  /** Absent: plain text. */
  readonly security?: KafkaSecurity;
  /** Receives what kafkajs has to say, from warnings up. */
  log(message: string): void;
}

/** kafkajs is unmaintained since 2023: everything that must be known of it is in the files `kafka-*`. */
export function createKafkaEventBus(settings: KafkaSettings): EventBus {
  const common = {
    clientId: settings.clientId,
    brokers: [...settings.brokers],
    ...settings.security,
    connectionTimeout: 3_000,
    requestTimeout: 10_000,
    log: settings.log,
  };
  // Coordinators take a moment to load on a young cluster, and brokers restart: wait, don't crash.
  const patient = { ...common, retry: { initialRetryTime: 200, maxRetryTime: 10_000, retries: 12 } };
  const kafka = createKafka(patient);
  // A health check wants to know now.
  const admin = createKafka({ ...common, retry: { retries: 0 } }).admin();
  // A group that is new has no coordinator for a moment.
  const lagAdmin = createKafka({ ...common, retry: { initialRetryTime: 200, retries: 5 } }).admin();
  const readers = createKafka({ ...patient, requestTimeout: CONSUMER_REQUEST_TIMEOUT_MS });
  const consumers = createKafkaConsumers(readers, settings.log);
  let producing: Promise<Producer> | undefined;

  function producer(): Promise<Producer> {
    producing ??= (async () => {
      const opened = createProducer(kafka);
      await opened.connect();
      return opened;
    })().catch((error: unknown) => {
      producing = undefined;
      throw error;
    });
    return producing;
  }

  return {
    async publish(topic, messages) {
      const opened = await producer();
      const sent = messages.map(({ key, value, traceparent }) => ({
        key,
        value,
        ...(traceparent && { headers: { traceparent } }),
      }));
      await opened.send({ topic, acks: -1, messages: sent });
    },

    subscribe: consumers.subscribe,

    async check() {
      await admin.connect();
      await admin.describeCluster();
    },

    async lagOf(groups) {
      await lagAdmin.connect();
      const lags: GroupLag[] = [];
      for (const group of groups) lags.push(await readLag(lagAdmin, group));
      return lags;
    },

    async close() {
      const opened = await producing?.catch(() => undefined);
      await Promise.allSettled([consumers.close(), opened?.disconnect(), admin.disconnect()]);
    },
  };
}
