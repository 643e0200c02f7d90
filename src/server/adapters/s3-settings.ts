import type { OrchestratorEnv, WebEnv } from '../env.ts';
import type { S3Settings } from './s3-object-store.ts';

/** Where the store is, by the environment of either program. */
export function s3SettingsOf(env: WebEnv | OrchestratorEnv): S3Settings {
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = env;
  return {
    endpoint: env.S3_ENDPOINT,
    publicEndpoint: env.S3_PUBLIC_ENDPOINT,
    region: env.S3_REGION,
    credentials: accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined,
  };
}
