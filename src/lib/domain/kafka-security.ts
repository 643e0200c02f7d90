import { z } from 'zod';

/** How a program shows Kafka who it is. The same variables for web, orchestrator and transcoder. */
export const kafkaSecurityEnv = {
  /** `none`: plain text, for a broker on this machine. All others are encrypted; `iam` is Amazon MSK's. */
  KAFKA_SECURITY: z.enum(['none', 'tls', 'plain', 'scram-sha-256', 'scram-sha-512', 'iam']).default('none'),
  /** Of plain and scram. */
  KAFKA_USERNAME: z.string().optional(),
  KAFKA_PASSWORD: z.string().optional(),
  /** Of the MSK cluster, for `iam`, and of ECS. AWS sets it in its containers. */
  AWS_REGION: z.string().default('us-east-1'),
};
export type KafkaSecurityEnv = z.infer<z.ZodObject<typeof kafkaSecurityEnv>>;

interface Account<Mechanism> {
  readonly mechanism: Mechanism;
  readonly username: string;
  readonly password: string;
}
type Sasl =
  | Account<'plain'>
  | Account<'scram-sha-256'>
  | Account<'scram-sha-512'>
  | { readonly mechanism: 'oauthbearer'; readonly oauthBearerProvider: () => Promise<{ value: string }> };

/** The part of kafkajs's settings that says so. Empty without encryption. */
export interface KafkaSecurity {
  readonly ssl?: true;
  readonly sasl?: Sasl;
}

/**
 * @param signToken makes a token of MSK's IAM for a region; asked anew at each connection, for a token lives 15 minutes
 * @throws Error when a name or password is needed and missing
 */
export function kafkaSecurityOf(
  env: KafkaSecurityEnv,
  signToken: (region: string) => Promise<string>,
): KafkaSecurity {
  const { KAFKA_SECURITY: mechanism, KAFKA_USERNAME: username, KAFKA_PASSWORD: password } = env;
  switch (mechanism) {
    case 'none':
      return {};
    case 'tls':
      return { ssl: true };
    case 'iam': {
      const oauthBearerProvider = async () => ({ value: await signToken(env.AWS_REGION) });
      return { ssl: true, sasl: { mechanism: 'oauthbearer', oauthBearerProvider } };
    }
    default:
      if (!username || !password) {
        throw new Error(`KAFKA_SECURITY=${mechanism} needs KAFKA_USERNAME and KAFKA_PASSWORD.`);
      }
      return { ssl: true, sasl: { mechanism, username, password } };
  }
}
