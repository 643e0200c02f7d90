import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { ulid } from 'ulid';
import { composeEvent } from '../../src/lib/domain/compose-event.ts';
import { type EventData, type EventType, topics } from '../../src/lib/domain/events.ts';
import type { KafkaSecurity } from '../../src/lib/domain/kafka-security.ts';
import { createKafka, createProducer } from '../../src/lib/kafka/create-kafka.ts';

export interface FactReporter {
  /** Resolves once Kafka has acknowledged the fact: until then it is kept and tried again. */
  report<Type extends EventType>(type: Type, data: EventData<Type>): Promise<void>;
  /** Sends once, and drops it on failure: the next progress supersedes this one. */
  mention(data: EventData<'task.progress'>): void;
  close(): Promise<void>;
}

const RETRY_MS = 1_000;

/** Tells facts on Kafka, keyed by video, so that they keep their order. A broker outage delays news and loses none. */
export async function createFactReporter(
  { brokers, security }: { readonly brokers: readonly string[]; readonly security: KafkaSecurity },
  log: Logger,
): Promise<FactReporter> {
  const kafka = createKafka({
    clientId: 'sluice-transcoder',
    brokers: [...brokers],
    ...security,
    retry: { initialRetryTime: 200, retries: 8 },
  });
  const producer = createProducer(kafka);
  await producer.connect();

  async function send<Type extends EventType>(type: Type, data: EventData<Type>): Promise<void> {
    const key = data.videoId;
    const event = composeEvent(ulid(), new Date(), type, data);
    const message = { key, value: JSON.stringify(event), headers: { traceparent: event.traceparent } };
    for (;;) {
      try {
        await producer.send({ topic: topics.transcodes, acks: -1, messages: [message] });
        return;
      } catch (error) {
        if (type === 'task.progress') throw error;
        log.warn({ err: error, type }, 'a fact waits for Kafka');
        await delay(RETRY_MS);
      }
    }
  }

  return {
    report: send,
    mention(data) {
      send('task.progress', data).catch((error: unknown) =>
        log.debug({ err: error }, 'progress was not told'),
      );
    },
    close: () => producer.disconnect(),
  };
}
