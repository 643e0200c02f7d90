import { z } from 'zod';
import { kafkaSecurityEnv } from '../../src/lib/domain/kafka-security.ts';

/** All that a worker knows of the world. No database, no secret of web. */
export const transcoderEnvSchema = z.object({
  /** Where web answers, for leases. */
  WEB_URL: z.url(),
  WORKER_ID: z.ulid(),
  /** One-use: exchanged for a session at start. */
  WORKER_TICKET: z.string().min(1),
  KAFKA_BROKERS: z
    .string()
    .min(1)
    .transform((list) => list.split(',')),
  ...kafkaSecurityEnv,
  /** Empty on AWS. */
  S3_ENDPOINT: z.url().optional(),
  S3_REGION: z.string().default('us-east-1'),
  /** Absent on AWS, where the task role provides credentials. */
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  /** Holds the segments of the current task, a few at a time. */
  WORK_DIR: z.string().default('.data/work'),
  /** Without work for this long, the worker ends; 0: it stays. */
  IDLE_SECONDS: z.coerce.number().int().min(0).default(60),
  /** Holds an FFmpeg that goes before the system's. */
  FFMPEG_DIR: z.string().optional(),
  /** Threads of each FFmpeg stage; 0 lets it take one per core. */
  FFMPEG_THREADS: z.coerce.number().int().min(0).max(64).default(0),
  /** The same for what somebody waits for. */
  FFMPEG_URGENT_THREADS: z.coerce.number().int().min(0).max(64).default(0),
  /** The launcher holds our stdin: when it closes, the launcher is gone and so are we. */
  EXIT_WITH_STDIN: z.stringbool().default(false),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error']).default('info'),
  /** Where spans are sent, as OTLP over HTTP; absent: nowhere. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
});
/** For the one spawner of FFmpeg, which tests use without the rest of the environment. */
export const ffmpegDir: string | undefined = process.env.FFMPEG_DIR;

export type TranscoderEnv = z.infer<typeof transcoderEnvSchema>;

/** Reads the environment once; a bad one ends the program with a sentence per variable. */
export function readEnv(): TranscoderEnv {
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));
  const result = transcoderEnvSchema.safeParse(given);
  if (result.success) return result.data;
  const sentences = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The environment is not valid:\n${sentences.join('\n')}`);
}
