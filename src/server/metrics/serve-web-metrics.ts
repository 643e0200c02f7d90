import type { WebEnv } from '../env.ts';
import type { Log } from '../log.ts';
import { serveMetrics } from './serve-metrics.ts';
import { watchRequests } from './watch-requests.ts';
import { webMetrics } from './web-metrics.ts';

/**
 * Counts what this web process answers, and serves that on a port of its own where one is set: a port that the load
 * balancer does not know, so that no visitor reads it. Without the port web serves people all the same.
 */
export async function serveWebMetrics(
  env: Pick<WebEnv, 'WEB_METRICS_PORT' | 'METRICS_HOST'>,
  log: Log,
): Promise<void> {
  const metrics = webMetrics();
  if (env.WEB_METRICS_PORT === 0) return watchRequests(metrics);
  metrics.addProcessMetrics();
  try {
    const served = await serveMetrics(metrics, { host: env.METRICS_HOST, port: env.WEB_METRICS_PORT });
    watchRequests(metrics, served.server);
  } catch (error) {
    log.error({ err: error, port: env.WEB_METRICS_PORT }, 'metrics are not served');
    watchRequests(metrics);
  }
}
