import { setTimeout as delay } from 'node:timers/promises';
import pino from 'pino';
import { kafkaSecurityOf } from '../../src/lib/domain/kafka-security.ts';
import { startTracing } from '../../src/lib/tracing/start-tracing.ts';
import { cacheSources } from './cached-source.ts';
import { checkTools } from './check-tools.ts';
import { readEnv } from './env.ts';
import { createFactReporter } from './fact-reporter.ts';
import { enter, SessionEnded } from './lease-client.ts';
import { endInTime, leaveWeb } from './leave-in-time.ts';
import { createMediaStore } from './media-store.ts';
import { mskToken } from './msk-token.ts';
import { watchStore } from './watched-store.ts';
import { runWorker } from './worker.ts';

/** What Kafka has not acknowledged by then is told by nobody: another worker does the work again. */
const CLOSE_MS = 3_000;

const env = readEnv();
const log = pino({ level: env.LOG_LEVEL, base: { program: 'transcoder', workerId: env.WORKER_ID } });
const stopping = new AbortController();

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stopping.abort());
if (env.EXIT_WITH_STDIN) {
  process.stdin.resume();
  process.stdin.once('close', () => stopping.abort());
}

// Before web counts on this worker.
log.info({ ffmpeg: await checkTools() }, 'tools are there');

const stopTracing = await startTracing({
  endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT,
  service: 'sluice-transcoder',
  onError: (error) => log.warn({ err: error }, 'spans are not taken'),
});
const client = await enter(env.WEB_URL, env.WORKER_ID, env.WORKER_TICKET);
const kafka = { brokers: env.KAFKA_BROKERS, security: kafkaSecurityOf(env, mskToken) };
const reporter = await createFactReporter(kafka, log);
try {
  const work = runWorker({
    workerId: env.WORKER_ID,
    client,
    reporter,
    store: watchStore(cacheSources(createMediaStore(env))),
    log,
    workDirectory: env.WORK_DIR,
    idleSeconds: env.IDLE_SECONDS === 0 ? Number.POSITIVE_INFINITY : env.IDLE_SECONDS,
    threads: { steady: env.FFMPEG_THREADS, urgent: env.FFMPEG_URGENT_THREADS },
    stop: stopping.signal,
  });
  await endInTime(work, stopping.signal);
  await leaveWeb(client, log);
} catch (error) {
  if (!(error instanceof SessionEnded)) throw error;
  log.warn('web has given this worker up: it ends');
} finally {
  await Promise.race([Promise.all([reporter.close(), stopTracing()]), delay(CLOSE_MS)]);
}
process.exit(0);
