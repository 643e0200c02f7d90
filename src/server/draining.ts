import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Aborts when this process is asked to stop. From then on every answer closes its connection: Node waits for
 * those that clients keep open, and one that is asked over and over (a worker's) would never let it end.
 */
export function drainOnSignal(): AbortSignal {
  const stopping = new AbortController();
  const begin = () => {
    if (stopping.signal.aborted) return;
    subscribe('http.server.request.start', (message) => {
      const { response } = message as { request: IncomingMessage; response: ServerResponse };
      response.shouldKeepAlive = false;
    });
    stopping.abort();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, begin);
  return stopping.signal;
}
