import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { methodLabel, statusClass, surfaceOf } from './surface-of.ts';
import type { WebMetrics } from './web-metrics.ts';

interface RequestStart {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly server: unknown;
}

const isStream = (response: ServerResponse): boolean =>
  String(response.getHeader('content-type') ?? '').startsWith('text/event-stream');

/**
 * Counts every request of this process from now on, whoever answers it. Call once.
 * @param except the server of the metrics themselves: a scrape is no visit
 */
export function watchRequests(metrics: WebMetrics, except?: unknown): void {
  subscribe('http.server.request.start', (message) => {
    const { request, response, server } = message as RequestStart;
    if (server === except) return;
    const startedAt = performance.now();
    // As it came: what is behind may rewrite both.
    const labels = { surface: surfaceOf(request.url ?? '/'), method: methodLabel(request.method) };
    metrics.requestBegan();
    // `close` comes after `finish`, and alone when the reader went away before the end.
    response.once('close', () => {
      metrics.requestLeft();
      const status = response.headersSent ? statusClass(response.statusCode) : 'gone';
      const seconds = isStream(response) ? null : (performance.now() - startedAt) / 1000;
      metrics.countRequest({ ...labels, status }, seconds);
    });
  });
}
