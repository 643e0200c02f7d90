import { z } from 'zod';
import { kafkaSecurityEnv } from '#lib/domain/kafka-security.ts';
import { rungNames } from '#lib/domain/profiles.ts';
import { readNetwork } from './http/client-address.ts';

const list = z
  .string()
  .min(1)
  .transform((text) => text.split(','));

const tracing = {
  /** Where spans are sent, as OTLP over HTTP; absent: nowhere. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
};

/** What every program of ours needs to reach the three stores. */
const connections = {
  DATABASE_URL: z.url({ protocol: /^mysql$/ }),
  KAFKA_BROKERS: list,
  ...kafkaSecurityEnv,
  /** Empty on AWS. */
  S3_ENDPOINT: z.url().optional(),
  /** S3 as browsers reach it; S3_ENDPOINT when absent. */
  S3_PUBLIC_ENDPOINT: z.url().optional(),
  S3_REGION: z.string().default('us-east-1'),
  /** Absent on AWS, where the task role provides credentials. */
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  S3_SOURCE_BUCKET: z.string().default('sluice-source'),
  S3_MEDIA_BUCKET: z.string().default('sluice-media'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error']).default('info'),
  ...tracing,
  /** A worker that does not renew for this long has lost its task. */
  LEASE_SECONDS: z.coerce.number().int().min(2).max(600).default(30),
};

const onOff = z.enum(['on', 'off']);

const webhooks = {
  /** `on`: webhooks may go to own networks, and by http. For one machine and for tests. */
  WEBHOOK_ALLOW_PRIVATE: onOff.default('off'),
};

const launchers = ['process', 'docker', 'ecs'] as const;

const count = z.coerce.number().int().min(1).max(1_000_000_000);

const networks = list.transform((texts, context) => {
  try {
    return texts.map(readNetwork);
  } catch {
    context.addIssue({ code: 'custom', message: 'must be addresses or CIDRs, separated by commas' });
    return z.NEVER;
  }
});

/** What web lets in, and how much of it. */
const door = {
  /** The window of every limit whose name says 15 minutes. */
  RATE_LIMIT_WINDOW_MS: count.default(900_000),
  /** Calls in a window; who signed in has this times LIMIT_SIGNED_IN_FACTOR. */
  RATE_LIMIT_MAX_REQUESTS: count.default(100),
  LIMIT_SIGNED_IN_FACTOR: count.default(60),
  /** Calls of an address without an account. */
  LIMIT_ANONYMOUS_PER_15MIN: count.default(100),
  /** New uploads of a person. */
  LIMIT_UPLOADS_PER_15MIN: count.default(10),
  /** Failed sign-ins at one account from one address. */
  LIMIT_LOGIN_PER_15MIN: count.default(10),
  /** Of media, live events, status and part signing: per person or address, and web process. */
  LIMIT_LIVE_PER_SECOND: count.default(100),
  /** Limits are kept in MySQL when absent. */
  RATE_LIMIT_REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  /** Addresses and CIDRs of proxies whose X-Forwarded-For is believed; none when absent. */
  TRUSTED_PROXIES: networks.optional(),
  /** Origins whose pages may call the REST surface with a bearer token; `*` for all. */
  CORS_ORIGIN: list.optional(),
};

/** Of LAUNCHER=ecs alone. The task definition holds the workers' other settings. */
const ecs = {
  ECS_CLUSTER: z.string().optional(),
  ECS_TASK_DEFINITION: z.string().optional(),
  ECS_CONTAINER: z.string().default('transcoder'),
  ECS_SUBNETS: list.optional(),
  ECS_SECURITY_GROUPS: list.optional(),
  /** Those of the wanted class (spot by name, or not) are tried first, each in this order. */
  ECS_CAPACITY_PROVIDERS: list.default(['FARGATE_SPOT', 'FARGATE']),
  /** Absent on AWS. */
  ECS_ENDPOINT: z.url().optional(),
};

/** Of LAUNCHER=docker alone. */
const docker = {
  DOCKER_IMAGE: z.string().optional(),
  /** Where the engine answers; docker's own default when absent. */
  DOCKER_HOST: z.string().optional(),
  /** `host`: workers reach web, Kafka and the store at the addresses that the orchestrator uses. */
  DOCKER_NETWORK: z.string().default('host'),
  DOCKER_MEMORY: z
    .string()
    .regex(/^\d+[kmg]$/)
    .default('4g'),
  DOCKER_CPUS: z.coerce.number().positive().default(2),
  /** uid:gid. Not root. */
  DOCKER_USER: z
    .string()
    .regex(/^[1-9]\d*:\d+$/)
    .default('65532:65532'),
};

/** 0 is no limit. */
const quota = (standard: number) =>
  z.coerce
    .number()
    .int()
    .min(0)
    .default(standard)
    .transform((limit) => (limit === 0 ? null : limit));

/** What one person may have. */
const quotas = {
  /** All sources together, those on their way included. */
  QUOTA_TOTAL_BYTES: quota(500 * 1024 ** 3),
  /** Begun within 24 hours. */
  QUOTA_DAILY_BYTES: quota(200 * 1024 ** 3),
  /** Uploads open at a time. */
  QUOTA_OPEN_UPLOADS: quota(100),
};

/** As people type it, without a slash at its end. */
const publicUrl = z
  .url()
  .default('http://localhost:3000')
  .transform((url) => url.replace(/\/$/, ''));

/** How letters leave. */
const mail = {
  /** `smtp://user:password@host:587` or `smtps://…:465`; without it letters become files in MAIL_DIR. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_DIR: z.string().default('.data/mail'),
  MAIL_FROM: z.string().min(3).default('Sluice <sluice@localhost>'),
};

/** Media from CloudFront's edge rather than from the bucket; all three or none. */
const cloudfront = {
  /** What stands before an object's key there. */
  CLOUDFRONT_MEDIA_URL: z.url({ protocol: /^https$/ }).optional(),
  /** CloudFront's id of the key that addresses are signed with. */
  CLOUDFRONT_KEY_ID: z.string().optional(),
  /** That key, RSA in PEM; `\n` stands for the end of a line where a value has to be one. */
  CLOUDFRONT_PRIVATE_KEY: z
    .string()
    .startsWith('-----BEGIN ')
    .transform((text) => text.replaceAll('\\n', '\n'))
    .optional(),
};

const port = z.coerce.number().int().min(0).max(65_535).default(0);
/** Loopback: what is read there is for operators. */
const metricsHost = z.string().default('127.0.0.1');

const webMetrics = {
  /** Where this web process answers `GET /metrics`; 0: nowhere. Not METRICS_PORT: both programs may share an environment. */
  WEB_METRICS_PORT: port,
  METRICS_HOST: metricsHost,
};
/** All that is needed before the rest of web is there. */
export const webStartEnvSchema = z.object({ ...webMetrics, ...tracing });

export const webEnvSchema = z.object({
  ...connections,
  ...door,
  ...webMetrics,
  PUBLIC_URL: publicUrl,
  /** Signs sessions. At least 32 random characters. */
  AUTH_SECRET: z.string().min(32),
  /** Signs media grants. At least 32 random characters. */
  GRANT_SECRET: z.string().min(32),
  /** `on`: nobody signs in before they have opened the link in a letter to their address. */
  REQUIRE_VERIFIED_EMAIL: onOff.default('off'),
  /** How long the refresh token before the current one is still taken, for tabs that renew together. */
  REFRESH_REUSE_SECONDS: z.coerce.number().int().min(0).max(60).default(10),
  /** Whether people may open an account by themselves. */
  SIGN_UP: z.enum(['open', 'closed']).default('open'),
  /** Told on every page; absent: nothing is. */
  SITE_BANNER: z.string().max(300).optional(),
  MAX_UPLOAD_BYTES: z.coerce
    .number()
    .int()
    .positive()
    .default(50 * 1024 ** 3),
  /** Largest file of a presigned POST. */
  POST_UPLOAD_MAX_BYTES: z.coerce
    .number()
    .int()
    .positive()
    .default(100 * 1024 ** 2),
  ...quotas,
  /** A foreign transcoder sends it as X-Webhook-Secret; absent: none may say how a video ended. */
  WEBHOOK_SECRET: z.string().min(16).optional(),
  /** Origins where a foreign transcoder may keep what it made. */
  WEBHOOK_ALLOWED_ORIGINS: list
    .refine(
      (origins) => origins.every((origin) => URL.canParse(origin) && new URL(origin).origin === origin),
      {
        message: 'origins such as https://cdn.example.com, with commas between',
      },
    )
    .optional(),
  /** Uploads that may stream through this process at a time (form-data and tus): 16 MiB of memory each. */
  WEB_UPLOAD_STREAMS: z.coerce.number().int().min(1).default(16),
  ...cloudfront,
  /** Which player source the watch page uses. */
  PLAYER_FORMAT: z.enum(['hls', 'dash']).default('hls'),
  LAUNCHER: z.enum(launchers).default('process'),
  ...webhooks,
});
export type WebEnv = z.infer<typeof webEnvSchema>;

export const orchestratorEnvSchema = z.object({
  ...connections,
  ...mail,
  /** What the links in letters begin with. */
  PUBLIC_URL: publicUrl,
  /** Local workers find FFmpeg on it, and LAUNCHER=docker the docker program. */
  PATH: z.string().default('/usr/bin:/bin'),
  /** Where workers reach web. */
  WEB_INTERNAL_URL: z.url(),
  LAUNCHER: z.enum(launchers).default('process'),
  ...docker,
  ...ecs,
  /** Most workers at once. */
  WORKERS: z.coerce.number().int().min(0).max(100).default(2),
  /** Workers kept warm without work, so that the next video starts at once. */
  WORKERS_MIN: z.coerce.number().int().min(0).max(100).default(1),
  /** A worker above WORKERS_MIN ends after this long without work. */
  WORKER_IDLE_SECONDS: z.coerce.number().int().min(1).default(60),
  /** Threads of each FFmpeg stage in local workers, for work that nobody waits for; 0 shares the cores among WORKERS. */
  FFMPEG_THREADS: z.coerce.number().int().min(0).max(64).default(0),
  /** Where local workers look for FFmpeg before they look where the system has it. */
  FFMPEG_DIR: z.string().optional(),
  WORK_DIR: z.string().default('.data/work'),
  /** Spend bytes where the picture needs them, after a look at samples of it. */
  SIZE_BY_CONTENT: onOff.default('off'),
  /** Take the source's own stream over as a rung where it fits. */
  COPY_SOURCE: onOff.default('off'),
  /** Measure how loud each video is and bring it to one loudness. */
  LOUDNESS: onOff.default('on'),
  /** What streaming services play at. */
  LOUDNESS_TARGET_LUFS: z.coerce.number().min(-40).max(-5).default(-14),
  /** Of videos on spot capacity no larger rung is made; absent: all that the source has. */
  SPOT_LARGEST_RUNG: z.enum(rungNames).optional(),
  /** What becomes of the uploaded original once the video is ready. */
  SOURCE_AFTER_READY: z.enum(['keep', 'archive', 'delete']).default('keep'),
  /** Objects in the buckets that belong to no video are removed when they are older; 0: never. */
  ORPHAN_GRACE_HOURS: z.coerce.number().int().min(0).default(72),
  /** Where `GET /metrics` answers; 0: nowhere. */
  METRICS_PORT: port,
  METRICS_HOST: metricsHost,
  ...webhooks,
});
export type OrchestratorEnv = z.infer<typeof orchestratorEnvSchema>;

export const deadLettersEnvSchema = z.object({
  KAFKA_BROKERS: connections.KAFKA_BROKERS,
  ...kafkaSecurityEnv,
});
export type DeadLettersEnv = z.infer<typeof deadLettersEnvSchema>;

export const auditEnvSchema = z.object({ DATABASE_URL: connections.DATABASE_URL });
export type AuditEnv = z.infer<typeof auditEnvSchema>;

export const migrateEnvSchema = z.object({
  DATABASE_URL: connections.DATABASE_URL,
  ADMIN_EMAIL: z.email().optional(),
  ADMIN_PASSWORD: z.string().min(12).optional(),
});

/** `next dev`: Next.js sets it itself, whatever the environment says. */
export const isDevelopment = (): boolean => process.env.NODE_ENV === 'development';

/** Reads the environment once; a bad one ends the program with a sentence per variable. */
export function readEnv<Schema extends z.ZodType>(schema: Schema): z.infer<Schema> {
  // An empty line of an .env file means "not set".
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const sentences = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The environment is not valid:\n${sentences.join('\n')}`);
}
