/** The environment of web, orchestrator, workers and migrations, in one place. */

import path from 'node:path';
import type { StackSettings } from '../env.ts';
import type { StackSecrets } from '../secrets.ts';
import { mediaBucket, sourceBucket } from '../services/buckets.ts';
import { kafkaBroker } from '../services/kafka.ts';
import { databaseUrl } from '../services/mariadb.ts';
import { s3Endpoint } from '../services/versitygw.ts';

/** Where processes of this machine reach web: a wildcard address is for listening, not for calling. */
export function webInternalUrl({ host, ports }: StackSettings): string {
  const reachable = ['0.0.0.0', '::', 'localhost'].includes(host) ? '127.0.0.1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${ports.web}`;
}

export function programEnv(settings: StackSettings, secrets: StackSecrets) {
  return {
    NODE_ENV: 'production' as const,
    PORT: String(settings.ports.web),
    PUBLIC_URL: settings.publicUrl,
    WEB_INTERNAL_URL: webInternalUrl(settings),
    DATABASE_URL: databaseUrl(settings, secrets),
    KAFKA_BROKERS: kafkaBroker(settings),
    S3_ENDPOINT: s3Endpoint(settings),
    S3_PUBLIC_ENDPOINT: s3Endpoint(settings),
    S3_REGION: 'us-east-1',
    S3_ACCESS_KEY_ID: secrets.s3AccessKey,
    S3_SECRET_ACCESS_KEY: secrets.s3SecretKey,
    S3_SOURCE_BUCKET: sourceBucket,
    S3_MEDIA_BUCKET: mediaBucket,
    NEXTAUTH_URL: settings.publicUrl,
    NEXTAUTH_SECRET: secrets.authSecret,
    AUTH_SECRET: secrets.authSecret,
    GRANT_SECRET: secrets.grantSecret,
    LAUNCHER: 'process',
    WORKERS: String(settings.workers),
    WORKERS_MIN: String(settings.workersMin),
    WORK_DIR: path.join(settings.dataDir, 'work'),
    MAIL_DIR: path.join(settings.dataDir, 'mail'),
  };
}

/** Migrations also seed the first admin; no other program may know that password. */
export const migrationEnv = (settings: StackSettings, secrets: StackSecrets) => ({
  ...programEnv(settings, secrets),
  ADMIN_EMAIL: secrets.adminEmail,
  ADMIN_PASSWORD: secrets.adminPassword,
});
