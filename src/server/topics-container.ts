import { kafkaSecurityOf } from '#lib/domain/kafka-security.ts';
import { topicLayouts } from '#lib/domain/topic-layout.ts';
import { createMissingTopics } from './adapters/kafka-topics.ts';
import { mskToken } from './adapters/msk-token.ts';
import type { DeadLettersEnv } from './env.ts';

/** Joins Kafka to the program that makes the topics. */
export const makeTopics = (env: DeadLettersEnv): Promise<readonly string[]> =>
  createMissingTopics(
    {
      brokers: env.KAFKA_BROKERS,
      security: kafkaSecurityOf(env, mskToken),
      clientId: 'sluice-topics',
      log: (message) => void process.stderr.write(`${message}\n`),
    },
    topicLayouts,
  );
