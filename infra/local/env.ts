/** The environment of the local stack. No other file of infra/local reads process.env. */
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { checkoutDir } from './checkout.ts';

const port = (fallback: number) => z.coerce.number().int().min(1).max(65_535).default(fallback);
const count = (fallback: number, min: number) => z.coerce.number().int().min(min).max(64).default(fallback);

/** The keys are documented in `.env.example`, which a test compares with this schema. */
export const stackEnvSchema = z.object({
  PORT: port(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  PUBLIC_URL: z.url().optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  DB_PORT: port(3307),
  KAFKA_PORT: port(9092),
  KAFKA_CONTROLLER_PORT: port(9093),
  S3_PORT: port(7070),
  WORKERS: count(2, 1),
  WORKERS_MIN: count(1, 0),
  WEB_REPLICAS: count(1, 1),
});

export interface StackPorts {
  readonly web: number;
  readonly database: number;
  readonly kafka: number;
  readonly kafkaController: number;
  readonly s3: number;
}

export interface StackSettings {
  /** Absolute: children run in other working directories. */
  readonly dataDir: string;
  readonly host: string;
  readonly publicUrl: string;
  readonly ports: StackPorts;
  readonly workers: number;
  readonly workersMin: number;
  readonly webReplicas: number;
}

/** Which variable sets which port: a port that is taken is named by both. */
export const portVariables: Readonly<Record<keyof StackPorts, keyof z.infer<typeof stackEnvSchema>>> = {
  web: 'PORT',
  database: 'DB_PORT',
  kafka: 'KAFKA_PORT',
  kafkaController: 'KAFKA_CONTROLLER_PORT',
  s3: 'S3_PORT',
};

/** Jars and binaries outlive the checkout, so that a second clone starts in seconds. */
export const cacheDir = path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'sluice');

/** See `install/ffmpeg-binary.ts`. */
export const ffmpegDir = path.join(cacheDir, 'ffmpeg-9.0.2');

/**
 * What the user set for the programs themselves travels on to them, beneath what the stack decides. A folder of FFmpeg
 * that is not there is passed over.
 */
export const inheritedEnv: Readonly<NodeJS.ProcessEnv> = {
  ...process.env,
  FFMPEG_DIR: process.env.FFMPEG_DIR || ffmpegDir,
};

export function readStackSettings(
  env: Readonly<Record<string, string | undefined>> = process.env,
): StackSettings {
  // An empty variable (`PORT= npm run up`) means "not set", as in a shell script.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = stackEnvSchema.safeParse(given);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The environment of the local stack is not valid. ${faults.join('; ')}.`);
  }
  const { data } = parsed;
  const settings: StackSettings = {
    dataDir: path.resolve(checkoutDir, data.DATA_DIR),
    host: data.HOST,
    publicUrl: (data.PUBLIC_URL ?? `http://localhost:${data.PORT}`).replace(/\/+$/, ''),
    ports: {
      web: data.PORT,
      database: data.DB_PORT,
      kafka: data.KAFKA_PORT,
      kafkaController: data.KAFKA_CONTROLLER_PORT,
      s3: data.S3_PORT,
    },
    workers: data.WORKERS,
    workersMin: data.WORKERS_MIN,
    webReplicas: data.WEB_REPLICAS,
  };
  if (settings.workersMin > settings.workers) throw new Error('WORKERS_MIN must not be above WORKERS.');
  return settings;
}
