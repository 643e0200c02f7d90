/** The Lambda function that carries what S3 and ECS tell EventBridge into Kafka. */
import { generateAuthToken } from 'aws-msk-iam-sasl-signer-js';
import type { Producer } from 'kafkajs';
import { kafkaSecurityOf } from '../../src/lib/domain/kafka-security.ts';
import { createKafka, createProducer } from '../../src/lib/kafka/create-kafka.ts';
import { env } from './env.ts';
import { toMessage } from './to-message.ts';

const kafka = createKafka({
  clientId: 'sluice-bridge',
  brokers: env.KAFKA_BROKERS,
  ...kafkaSecurityOf(env, async (region) => (await generateAuthToken({ region })).token),
  // No `log`: what could not be sent is thrown, and Lambda logs that.
  // All tries end before the function's own time does: an error tells more than a time-out.
  connectionTimeout: 5_000,
  requestTimeout: 8_000,
  retry: { initialRetryTime: 200, retries: 4 },
});

/** Kept between calls, for as long as this instance of the function lives. */
let connecting: Promise<Producer> | undefined;

async function connect(): Promise<Producer> {
  const producer = createProducer(kafka);
  await producer.connect();
  return producer;
}

/**
 * Returns once Kafka has the message: what is thrown before that, EventBridge sends again, and the orchestrator's inbox
 * does each event once.
 * @throws what Kafka or the event itself is at fault for
 */
export async function handler(event: unknown): Promise<void> {
  const { topic, key, value } = toMessage(event);
  connecting ??= connect();
  try {
    const producer = await connecting;
    await producer.send({ topic, acks: -1, messages: [{ key, value }] });
  } catch (error) {
    // The next call starts afresh: a connection that broke while the instance slept never comes back by itself.
    connecting = undefined;
    throw error;
  }
}
