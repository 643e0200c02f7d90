import { createRegistry } from './registry.ts';

const requestBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const eventBuckets = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** `refused`: the caller's own fault. `failed`: ours. */
export type CallOutcome = 'ok' | 'refused' | 'failed';

export type WebMetrics = ReturnType<typeof createWebMetrics>;

/** What one web process counts. */
export function createWebMetrics() {
  const registry = createRegistry();
  const { counter, histogram, gauge } = registry;
  const requests = counter(
    'sluice_http_requests_total',
    'Requests that were answered, by the part of the site, method and class of the status',
    ['surface', 'method', 'status'],
  );
  const requestSeconds = histogram(
    'sluice_http_request_duration_seconds',
    'From a request to the end of its answer, without streams of events, by the part of the site',
    requestBuckets,
    ['surface'],
  );
  const inFlight = gauge(
    'sluice_http_in_flight_requests',
    'Requests that are being answered, streams included',
  );
  const calls = counter(
    'sluice_procedure_calls_total',
    'Calls of procedures by whichever door; refused is the caller’s fault, failed is ours',
    ['procedure', 'outcome'],
  );
  const liveStreams = gauge('sluice_live_streams', 'Readers of live events at this process');
  const eventDelay = histogram(
    'sluice_live_event_delay_seconds',
    'From a change of a video to the moment its event is given to a reader',
    eventBuckets,
  );

  return {
    ...registry,
    requestBegan: () => inFlight.inc(),
    requestLeft: () => inFlight.dec(),
    /** @param seconds null for a stream, which is as long as its reader likes */
    countRequest(
      labels: { readonly surface: string; readonly method: string; readonly status: string },
      seconds: number | null,
    ): void {
      requests.inc({ ...labels });
      if (seconds !== null) requestSeconds.observe({ surface: labels.surface }, seconds);
    },
    countCall: (procedure: string, outcome: CallOutcome) => calls.inc({ procedure, outcome }),
    streamOpened: () => liveStreams.inc(),
    streamClosed: () => liveStreams.dec(),
    /** By the clocks of two programs: what seems to come before it was sent comes at once. */
    eventGiven(change: { readonly at: Date } | 'missed'): void {
      if (change !== 'missed') eventDelay.observe(Math.max(0, (Date.now() - change.at.getTime()) / 1000));
    },
  };
}

/** Next.js bundles each route apart, so the metrics of this process hang on `globalThis`. */
const shared = globalThis as { sluiceWebMetrics?: WebMetrics };

export function webMetrics(): WebMetrics {
  shared.sluiceWebMetrics ??= createWebMetrics();
  return shared.sluiceWebMetrics;
}
