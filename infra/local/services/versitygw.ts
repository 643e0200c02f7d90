/** versitygw: S3 over a folder. Start it after Kafka and its topic: it exits when it can't reach them. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { StackSettings } from '../env.ts';
import type { ProcessSpec } from '../processes/supervised-process.ts';
import { kafkaBroker } from './kafka.ts';
import type { ServiceContext } from './service-context.ts';

export const s3Endpoint = (settings: StackSettings): string => `http://127.0.0.1:${settings.ports.s3}`;

export function prepareVersitygw({ settings }: ServiceContext): void {
  mkdirSync(path.join(settings.dataDir, 's3', 'objects'), { recursive: true });
}

export function versitygwSpec({ settings, secrets, env }: ServiceContext, binary: string): ProcessSpec {
  return {
    name: 'versitygw',
    command: binary,
    args: [
      '--port',
      `127.0.0.1:${settings.ports.s3}`,
      '--region',
      'us-east-1',
      '--health',
      '/health',
      // Object-created events in AWS's own format: the local twin of the Lambda bridge.
      '--event-kafka-url',
      kafkaBroker(settings),
      '--event-kafka-topic',
      's3.events',
      // Its access log would write every presigned URL, signature and all, to disk.
      '--quiet',
      '--keep-alive',
      'posix',
      'objects',
    ],
    cwd: path.join(settings.dataDir, 's3'),
    // Keys by environment: arguments can be read by every user of the machine.
    env: { ...env, ROOT_ACCESS_KEY: secrets.s3AccessKey, ROOT_SECRET_KEY: secrets.s3SecretKey },
    isReady: () => answers(`${s3Endpoint(settings)}/health`),
    readyWithinSeconds: 30,
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(1000) })).ok;
  } catch {
    // Not up yet: the caller asks again until its deadline and then shows the server's own log.
    return false;
  }
}
