import { kafkaSecurityOf } from '#lib/domain/kafka-security.ts';
import { createKafkaEventBus } from './adapters/kafka-event-bus.ts';
import { createKafkaTopicReader } from './adapters/kafka-topic-reader.ts';
import { mskToken } from './adapters/msk-token.ts';
import { createDeadLetterService } from './dead-letters/service.ts';
import type { DeadLettersEnv } from './env.ts';
import { systemClock } from './ports/clock.ts';

/** Joins Kafka to the dead letters' command line. */
export function createDeadLetters(env: DeadLettersEnv) {
  const settings = {
    brokers: env.KAFKA_BROKERS,
    security: kafkaSecurityOf(env, mskToken),
    clientId: 'sluice-dlq',
    log: () => undefined,
  };
  const bus = createKafkaEventBus(settings);
  const reader = createKafkaTopicReader(settings);
  return {
    letters: createDeadLetterService({ bus, reader, clock: systemClock }),
    close: () => bus.close(),
  };
}
