import { startTracing } from '#lib/tracing/start-tracing.ts';
import { readEnv, webStartEnvSchema } from './env.ts';
import { createLog } from './log.ts';
import { serveWebMetrics } from './metrics/serve-web-metrics.ts';

/** Metrics and spans of this web process. Call once, at its start: both are to see the first request. */
export async function watchWeb(): Promise<void> {
  const env = readEnv(webStartEnvSchema);
  const log = createLog('web', 'info');
  await serveWebMetrics(env, log);
  await startTracing({
    endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT,
    service: 'sluice-web',
    onError: (error) => log.warn({ err: error }, 'spans are not taken'),
  });
}
