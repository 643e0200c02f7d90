import { randomUUID } from 'node:crypto';
import { kafkaSecurityOf } from '#lib/domain/kafka-security.ts';
import { PARTS_PER_VOLUME } from '#lib/domain/source-volumes.ts';
import { createDepartureService } from './accounts/departure.ts';
import { createMeasureService } from './accounts/measures.ts';
import { createPeopleService } from './accounts/people.ts';
import { createRecoveryService } from './accounts/recovery.ts';
import { createAccountService } from './accounts/service.ts';
import { createSessionService } from './accounts/sessions.ts';
import { createStandingService } from './accounts/standing.ts';
import { createMediaSigner } from './adapters/create-media-signer.ts';
import { createKafkaEventBus } from './adapters/kafka-event-bus.ts';
import { createKafkaTopicReader } from './adapters/kafka-topic-reader.ts';
import { createMemoryLimitStore } from './adapters/memory/memory-limit-store.ts';
import { mskToken } from './adapters/msk-token.ts';
import { createMysqlLimitStore } from './adapters/mysql-limit-store.ts';
import { createRedisLimitStore } from './adapters/redis-limit-store.ts';
import { createS3ObjectStore } from './adapters/s3-object-store.ts';
import { s3SettingsOf } from './adapters/s3-settings.ts';
import { createApiKeyService } from './api-keys/service.ts';
import { createAuditService } from './audit/search.ts';
import { verifyAudit } from './audit/verify.ts';
import { createAuditWatch } from './audit/watch.ts';
import { createCaptionService } from './captions/service.ts';
import { createPublicAnswers } from './catalog/public-answers.ts';
import { createCatalogService } from './catalog/service.ts';
import { createChangeHub } from './changes/hub.ts';
import { createLiveStatusService } from './changes/live-status.ts';
import { openDatabase } from './db/client.ts';
import { createDeadLetterService } from './dead-letters/service.ts';
import { createGate } from './delivery/gate.ts';
import { createMediaAccess } from './delivery/media-access.ts';
import { createPasses } from './delivery/passes.ts';
import { drainOnSignal } from './draining.ts';
import { readEnv, type WebEnv, webEnvSchema } from './env.ts';
import { createDelayWatch } from './health/delay-watch.ts';
import { createHealthService } from './health/service.ts';
import { allowLongBodies } from './http/long-bodies.ts';
import { createCallLimits } from './limits/call-limits.ts';
import { createFallbackStore } from './limits/fallback-store.ts';
import { limitRulesOf } from './limits/limit-rules.ts';
import { createLimiter } from './limits/limiter.ts';
import { createSignInLimits } from './limits/sign-in-limits.ts';
import { createLog } from './log.ts';
import { webMetrics } from './metrics/web-metrics.ts';
import { createAppealService } from './moderation/appeal-service.ts';
import { createNoticeService } from './moderation/notices.ts';
import { createPersonHistory } from './moderation/person-history.ts';
import { createPolicyService } from './moderation/policy-service.ts';
import { createReportService } from './moderation/report-service.ts';
import { createModerationService } from './moderation/service.ts';
import { createOperationsService } from './operations/service.ts';
import { systemClock } from './ports/clock.ts';
import { createSettingsService } from './settings/service.ts';
import { settingDefaultsOf } from './settings/setting-defaults.ts';
import { createStillService } from './stills/service.ts';
import { createForecastService } from './transcodes/forecast.ts';
import { createLeaseService } from './transcodes/lease-service.ts';
import { createWorkerRegistry } from './transcodes/worker-registry.ts';
import { createFormService } from './uploads/form-service.ts';
import { countReceivedBytes } from './uploads/received-bytes.ts';
import { createUploadService } from './uploads/service.ts';
import { createTusService } from './uploads/tus-service.ts';
import { createUploadLocks } from './uploads/upload-locks.ts';
import { uploadSettingsOf } from './uploads/upload-settings.ts';
import { createStreamGate } from './uploads/web-stream-gate.ts';
import { createForeignProcessing } from './videos/foreign-processing.ts';
import { createLinkPasswordService } from './videos/link-password.ts';
import { createOwnAnalytics } from './videos/own-analytics.ts';
import { createOwnVideoService } from './videos/own-videos.ts';
import { createPublicationService } from './videos/publication.ts';
import { createVideoService } from './videos/service.ts';
import { createStatusService } from './videos/status-service.ts';
import { createViewingService } from './viewing/service.ts';
import { createTargetCheck } from './webhooks/check-target.ts';
import { createWebhookService } from './webhooks/service.ts';
import { systemResolve } from './webhooks/target.ts';

export type WebContainer = ReturnType<typeof createWebContainer>;

/** Joins adapters to services for web. */
function createWebContainer(env: WebEnv) {
  const stopping = drainOnSignal();
  allowLongBodies();
  const log = createLog('web', env.LOG_LEVEL);
  const clock = systemClock;
  const { db } = openDatabase(env.DATABASE_URL, 20);
  const store = createS3ObjectStore(s3SettingsOf(env));
  const kafka = {
    brokers: env.KAFKA_BROKERS,
    security: kafkaSecurityOf(env, mskToken),
    clientId: 'sluice-web',
    // kafkajs calls a coordinator that is still loading an error, and tries again by itself.
    log: (message: string) => log.warn({ kafka: message }, 'kafka'),
  };
  const bus = createKafkaEventBus(kafka);
  const buckets = { source: env.S3_SOURCE_BUCKET, media: env.S3_MEDIA_BUCKET };
  const hub = createChangeHub();
  // Kafka may be away when web starts: uploads and the catalog work all the same, live pages once it is back.
  const connecting = hub.connect(bus, randomUUID());
  connecting.catch((error: unknown) => log.error({ err: error }, 'video.changes can not be read'));
  const forecasts = createForecastService({ db, clock, launcherName: env.LAUNCHER });
  const delay = createDelayWatch({ db, bus, clock });
  const status = createStatusService({
    db,
    isDelayed: delay.isDelayed,
    outlookOf: forecasts.of,
    countReceivedBytes: (videoId) => countReceivedBytes({ db, store, sourceBucket: buckets.source }, videoId),
  });
  const memoryLimits = createMemoryLimitStore(clock);
  const redisUrl = env.RATE_LIMIT_REDIS_URL;
  const warnOfRedis = (error: unknown) => log.warn({ err: error }, 'limits are counted without Redis');
  const limitStore = redisUrl
    ? createFallbackStore(createRedisLimitStore(redisUrl, warnOfRedis), memoryLimits, warnOfRedis)
    : createMysqlLimitStore(db);
  const limiter = createLimiter({ store: limitStore, clock });
  const rules = limitRulesOf(env);
  const media = createMediaAccess({ secret: env.GRANT_SECRET, publicUrl: env.PUBLIC_URL, clock });
  const passes = createPasses({ secret: env.GRANT_SECRET, clock });
  const sessions = createSessionService({
    db,
    clock,
    secret: env.AUTH_SECRET,
    reuseSeconds: env.REFRESH_REUSE_SECONDS,
  });
  const settings = createSettingsService({ db, clock, defaults: settingDefaultsOf(env) });
  const uploading = {
    db,
    clock,
    store,
    sourceBucket: buckets.source,
    settings: uploadSettingsOf(settings.current, env.POST_UPLOAD_MAX_BYTES),
  };
  const uploads = createUploadService({
    ...uploading,
    log,
    // A foreign transcoder reads the one object that it is told of.
    partsPerVolume: env.WEBHOOK_SECRET ? null : PARTS_PER_VOLUME,
    secondsUntilReady: async (videoId) => (await forecasts.of(videoId))?.secondsLeft ?? null,
  });
  const videos = createVideoService({
    ...{ db, clock, store, log, media, buckets },
    launcherName: env.LAUNCHER,
  });
  const catalog = createCatalogService({ db, clock, media });
  const publicAnswers = createPublicAnswers({ videos, catalog, clock });
  hub.onChange(videos.forgetTotals);
  hub.onChange(publicAnswers.forget);
  const streamGate = createStreamGate(env.WEB_UPLOAD_STREAMS);
  return {
    env,
    log,
    /** Aborted once this replica is to end: what streams tells its readers to come again, to another one. */
    stopping,
    callLimits: createCallLimits({
      shared: limiter,
      own: createLimiter({ store: memoryLimits, clock }),
      rules,
    }),
    signInLimits: createSignInLimits({ limiter, store: limitStore, rules: rules.signIn, clock }),
    sessions,
    accounts: createAccountService({
      db,
      clock,
      sessions,
      requireVerifiedEmail: env.REQUIRE_VERIFIED_EMAIL === 'on',
      isSignUpOpen: async () => (await settings.current()).signUpOpen,
    }),
    recovery: createRecoveryService({ db, clock, sessions }),
    standing: createStandingService({ db, clock, sessions }),
    measures: createMeasureService({ db, clock }),
    people: createPeopleService({ db }),
    personHistory: createPersonHistory({ db }),
    departures: createDepartureService({ db, clock }),
    apiKeys: createApiKeyService({ db, clock }),
    uploads,
    forms: createFormService({ ...uploading, gate: streamGate, uploads }),
    tus: createTusService({ ...uploading, gate: streamGate, stopping, uploads }),
    foreignProcessing: createForeignProcessing({
      db,
      clock,
      allowedOrigins: env.WEBHOOK_ALLOWED_ORIGINS ?? [],
    }),
    tusLocks: createUploadLocks({ db, clock }),
    captions: createCaptionService({ db, clock, store, media, mediaBucket: buckets.media }),
    stills: createStillService({ db, clock, store, media, sourceBucket: buckets.source }),
    videos,
    catalog,
    publicAnswers,
    passes,
    linkPasswords: createLinkPasswordService({ db, clock, passes }),
    viewing: createViewingService({ db, clock, limiter, secret: env.GRANT_SECRET }),
    ownAnalytics: createOwnAnalytics({ db, clock }),
    ownVideos: createOwnVideoService({ db, media }),
    publications: createPublicationService({ db, clock }),
    status,
    live: createLiveStatusService({ hub, status, isStillIn: sessions.isStillIn, watch: webMetrics() }),
    webhooks: createWebhookService({
      db,
      clock,
      checkTarget: createTargetCheck({
        resolve: systemResolve,
        allowPrivate: env.WEBHOOK_ALLOW_PRIVATE === 'on',
      }),
    }),
    moderation: createModerationService({ db, clock, media }),
    appeals: createAppealService({ db, clock }),
    audit: createAuditService({ db }),
    auditWatch: createAuditWatch({ verify: () => verifyAudit(db), clock }),
    notices: createNoticeService({ db, clock }),
    reports: createReportService({ db, clock }),
    sitePolicy: createPolicyService({ db, clock }),
    settings,
    gate: createGate({ db, clock, signer: createMediaSigner(env, store, clock), secret: env.GRANT_SECRET }),
    operations: createOperationsService({
      db,
      clock,
      bus,
      letters: createDeadLetterService({ bus, reader: createKafkaTopicReader(kafka), clock }),
    }),
    leases: createLeaseService({
      db,
      clock,
      buckets,
      leaseSeconds: env.LEASE_SECONDS,
      hasSpot: env.LAUNCHER === 'ecs',
    }),
    workers: createWorkerRegistry({ db, clock }),
    health: createHealthService({ db, bus, store, clock, bucket: buckets.source }),
  };
}

/** Next.js bundles each route apart, so the one container of this process hangs on `globalThis`. */
const shared = globalThis as { sluiceWebContainer?: WebContainer };

export function webContainer(): WebContainer {
  shared.sluiceWebContainer ??= createWebContainer(readEnv(webEnvSchema));
  return shared.sluiceWebContainer;
}
