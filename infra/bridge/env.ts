import { z } from 'zod';
import { kafkaSecurityEnv } from '../../src/lib/domain/kafka-security.ts';

/** Set by Terraform's module `bridge`. @throws a ZodError that names what is missing, at the function's start */
export const env = z
  .object({ KAFKA_BROKERS: z.string().transform((list) => list.split(',')), ...kafkaSecurityEnv })
  .parse(process.env);
