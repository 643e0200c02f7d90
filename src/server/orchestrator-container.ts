import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { kafkaSecurityOf } from '#lib/domain/kafka-security.ts';
import { startTracing } from '#lib/tracing/start-tracing.ts';
import { createLetterWriter } from './accounts/letters.ts';
import { createLauncher } from './adapters/create-launcher.ts';
import { createMailer } from './adapters/create-mailer.ts';
import { createKafkaEventBus } from './adapters/kafka-event-bus.ts';
import { createKafkaTopicReader } from './adapters/kafka-topic-reader.ts';
import { mskToken } from './adapters/msk-token.ts';
import { createS3ObjectStore } from './adapters/s3-object-store.ts';
import { s3SettingsOf } from './adapters/s3-settings.ts';
import { openDatabase } from './db/client.ts';
import { createDeadLetterService } from './dead-letters/service.ts';
import type { OrchestratorEnv } from './env.ts';
import { LAUNCHER_DUTY } from './health/service.ts';
import { createLog } from './log.ts';
import { sendDueMail } from './mail/send-due-mail.ts';
import { createMetrics } from './metrics/metrics.ts';
import { orchestratorGauges } from './metrics/orchestrator-gauges.ts';
import { type MetricsServer, serveMetrics } from './metrics/serve-metrics.ts';
import { consumerGroups } from './orchestrator/consumer-groups.ts';
import { startConsumers } from './orchestrator/consumers.ts';
import { createDoorbell, type Doorbell } from './orchestrator/doorbell.ts';
import { createDuty } from './orchestrator/duty.ts';
import { lookAfterWorkers } from './orchestrator/look-after-workers.ts';
import { runLoop } from './orchestrator/loop.ts';
import { relayOutbox } from './orchestrator/relay.ts';
import { scaleWorkers } from './orchestrator/scale-workers.ts';
import { tellWaiting } from './orchestrator/tell-waiting.ts';
import { systemClock } from './ports/clock.ts';
import { allBrooms } from './sweeper/all-brooms.ts';
import { createSweeper } from './sweeper/sweeper.ts';
import { createFinalizer } from './transcodes/finalizer.ts';
import { planPolicyOf } from './transcodes/plan-policy.ts';
import { disposeSources } from './transcodes/source-disposal.ts';
import { createWorkerRegistry } from './transcodes/worker-registry.ts';
import { createDeliverer } from './webhooks/deliverer.ts';
import { createSender } from './webhooks/send-delivery.ts';
import { systemResolve } from './webhooks/target.ts';

/** How long a stop waits for brooms at work and for webhooks under way. */
const STOP_GRACE_MS = 3_000;

/** Joins adapters to the orchestrator's loops. */
export function createOrchestrator(env: OrchestratorEnv) {
  const log = createLog('orchestrator', env.LOG_LEVEL);
  const clock = systemClock;
  const replica = randomUUID();
  const stopping = new AbortController();
  const { signal } = stopping;
  const { db, close } = openDatabase(env.DATABASE_URL);
  const store = createS3ObjectStore(s3SettingsOf(env));
  const kafka = {
    brokers: env.KAFKA_BROKERS,
    security: kafkaSecurityOf(env, mskToken),
    clientId: 'sluice-orchestrator',
    // kafkajs calls a coordinator that is still loading an error, and tries again by itself.
    log: (message: string) => log.warn({ kafka: message }, 'kafka'),
  };
  const bus = createKafkaEventBus(kafka);
  const launcher = createLauncher(env);
  const registry = createWorkerRegistry({ db, clock });
  const metrics = createMetrics();
  const finalizer = createFinalizer({
    db,
    clock,
    store,
    mediaBucket: env.S3_MEDIA_BUCKET,
    observeReady: metrics.observeReady,
  });
  const sources = { db, store, sourceBucket: env.S3_SOURCE_BUCKET };
  const buckets = { source: env.S3_SOURCE_BUCKET, media: env.S3_MEDIA_BUCKET };
  const letters = createDeadLetterService({ bus, reader: createKafkaTopicReader(kafka), clock });
  const gauges = orchestratorGauges({ db, clock, bus, groups: consumerGroups, countOpen: letters.countOpen });
  for (const gauge of gauges) metrics.addGauge(gauge);
  const brooms = allBrooms(
    { db, clock, store, log, buckets, metrics },
    { orphanGraceHours: env.ORPHAN_GRACE_HOURS },
  );
  const sweeper = createSweeper({ brooms, clock, log, metrics });
  const deliverer = createDeliverer({
    db,
    clock,
    log,
    send: createSender({ resolve: systemResolve, allowPrivate: env.WEBHOOK_ALLOW_PRIVATE === 'on' }),
    countAttempt: metrics.countDelivery,
  });
  const limits = { min: Math.min(env.WORKERS_MIN, env.WORKERS), max: env.WORKERS };
  const mailer = createMailer(env);
  const write = createLetterWriter({ db, clock, publicUrl: env.PUBLIC_URL });
  const duties = {
    relay: createDuty({ db, clock }, 'relay', replica),
    finalizer: createDuty({ db, clock }, 'finalizer', replica),
    launcher: createDuty({ db, clock }, LAUNCHER_DUTY, replica),
    sweeper: createDuty({ db, clock }, 'sweeper', replica),
    mailer: createDuty({ db, clock }, 'mailer', replica),
  };
  const outboxBell = createDoorbell();
  let loops: Promise<unknown> = Promise.resolve();
  let metricsServer: MetricsServer | undefined;
  let stopTracing: () => Promise<void> = () => Promise.resolve();

  launcher.onExit((workerId, end) => {
    registry
      .leave(workerId, end)
      .catch((error: unknown) => log.error({ err: error, workerId }, 'exit was not noted'));
  });

  function startLoops(): Promise<unknown> {
    const loop = (name: string, everyMs: number, turn: () => Promise<boolean>, bell?: Doorbell) =>
      runLoop({ name, everyMs, signal, log, countFailure: metrics.countTurnFailure, turn, bell });
    return Promise.all([
      // One relay at a time keeps the order per video; 50 ms is what an idle message waits at most.
      loop(
        'relay',
        50,
        async () => (await duties.relay.hold()) && (await relayOutbox({ db, bus, clock })) > 0,
        outboxBell,
      ),
      loop('finalizer', 250, async () => {
        if (!(await duties.finalizer.hold())) return false;
        const finalized = await finalizer.run();
        return finalized + (await disposeSources(sources, env.SOURCE_AFTER_READY)) > 0;
      }),
      loop('launcher', 300, async () => {
        if (!(await duties.launcher.hold())) return false;
        const idleSeconds = env.WORKER_IDLE_SECONDS;
        await scaleWorkers({ db, clock, registry, launcher, log, limits, idleSeconds });
        return false;
      }),
      loop('worker-watch', 5_000, async () => {
        if (!(await duties.launcher.hold())) return false;
        const mended = await lookAfterWorkers({ db, clock, registry, launcher, log });
        metrics.countSwept('silent-worker', mended.silent);
        metrics.countSwept('ended-worker', mended.ended);
        metrics.countSwept('useless-container', mended.stopped);
        return false;
      }),
      loop('sweeper', 1_000, async () => {
        if (!(await duties.sweeper.hold())) return false;
        sweeper.run();
        return false;
      }),
      loop('mailer', 500, async () => {
        if (!(await duties.mailer.hold())) return false;
        return (await sendDueMail({ db, clock, mailer, log, write, signal })) > 0;
      }),
      // No duty: claims keep replicas apart, and the more there are the more is sent at once.
      loop('webhooks', 500, async () => {
        await deliverer.run();
        return false;
      }),
      loop('teller', 5_000, async () => {
        if (await duties.launcher.hold()) await tellWaiting(db, clock);
        return false;
      }),
    ]);
  }

  return {
    async start(): Promise<void> {
      stopTracing = await startTracing({
        endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT,
        service: 'sluice-orchestrator',
        onError: (error) => log.warn({ err: error }, 'spans are not taken'),
      });
      if (env.METRICS_PORT > 0) {
        metrics.addProcessMetrics();
        metricsServer = await serveMetrics(metrics, { host: env.METRICS_HOST, port: env.METRICS_PORT });
      }
      loops = startLoops();
      const sourceBucket = env.S3_SOURCE_BUCKET;
      await startConsumers({
        db,
        clock,
        bus,
        log,
        metrics,
        sourceBucket,
        planPolicy: planPolicyOf(env),
        signal,
        onHandled: outboxBell.ring,
      });
      log.info('orchestrator is running');
    },

    /** Workers give their tasks back first; then loops and consumers end. */
    async stop(): Promise<void> {
      stopping.abort();
      await launcher.stopAll();
      await loops;
      // What hangs on a store or a receiver must not keep this program: what it leaves, the next one takes up.
      const rest = Promise.all([sweeper.rest(), deliverer.rest()]);
      await Promise.race([rest, delay(STOP_GRACE_MS, undefined, { ref: false })]);
      await Promise.all(Object.values(duties).map((duty) => duty.release()));
      await bus.close();
      await mailer.close();
      await metricsServer?.stop();
      await stopTracing();
      await close();
      log.info('orchestrator has stopped');
    },
  };
}
